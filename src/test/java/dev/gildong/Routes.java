package dev.gildong;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gildong.http.Access;
import dev.gildong.http.AccessFeature;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/** Every route of the application, taken from the resource classes themselves, with the rule of who may call it. */
@NullMarked
public final class Routes {
    /** In the form {@code GET /v1/leaderboards/{board}}. */
    public static final SortedMap<String, Access> ALL = of(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gildong"));

    private Routes() {}

    static SortedMap<String, Access> of(JavaClasses classes) {
        SortedMap<String, Access> routes = new TreeMap<>();
        for (JavaClass resource : classes) {
            if (resource.isAnnotatedWith(Path.class)) {
                AccessFeature.endpoints(resource.reflect())
                        .forEach(method -> routes.put(route(method), method.getAnnotation(Access.class)));
            }
        }
        return routes;
    }

    private static String route(Method method) {
        String verb = Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .value();
        Path own = method.getAnnotation(Path.class);
        String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value()
                + (own == null ? "" : "/" + own.value());
        return verb + " " + path.replaceAll("/+", "/");
    }
}

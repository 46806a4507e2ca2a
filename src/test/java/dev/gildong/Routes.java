package dev.gildong;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gildong.http.Access;
import dev.gildong.http.AccessFeature;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;

/** Every route there is, as the resource classes declare them. */
@NullMarked
public final class Routes {
    private static final List<Route> ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.gildong").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .map(JavaClass::reflect)
                    .flatMap(AccessFeature::endpoints)
                    .map(Routes::route)
                    .sorted(Comparator.comparing(Route::path).thenComparing(Route::verb))
                    .toList();

    private Routes() {}

    /** All routes in the order of their paths. */
    public static List<Route> all() {
        return ALL;
    }

    private static Route route(Method method) {
        String verb = Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .value();
        Path own = method.getAnnotation(Path.class);
        String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value()
                + (own == null ? "" : "/" + own.value());
        return new Route(verb, path.replaceAll("/+", "/"), method.getAnnotation(Access.class));
    }

    /**
     * A method and a path.
     *
     * @param path with its parameters in braces
     * @param access who may call it
     */
    public record Route(String verb, String path, Access access) {
        @Override
        public String toString() {
            return verb + " " + path;
        }
    }
}

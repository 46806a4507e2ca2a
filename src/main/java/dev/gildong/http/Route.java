package dev.gildong.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request asked for, as a name that few share: there are as many routes as methods of resources, and no client
 * can make one.
 *
 * @param method of HTTP, the one that the resource declares; {@code other} where nothing matched and nobody knows it
 * @param path with names in place of values, {@code /v1/players/{id}}; {@code none} for what did not come to a resource
 */
public record Route(String method, String path) {
    private static final String ATTRIBUTE = Route.class.getName();
    private static final Route STRANGE = new Route("other", "none");
    private static final Map<String, Route> UNMATCHED = Stream.of(
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
            .collect(Collectors.toMap(Function.identity(), method -> new Route(method, "none")));

    /** The route of a request that was answered: the one that it matched, if it came that far. */
    public static Route of(HttpServletRequest request) {
        @Nullable Object matched = request.getAttribute(ATTRIBUTE);
        return matched instanceof Route route ? route : UNMATCHED.getOrDefault(request.getMethod(), STRANGE);
    }

    /** The name of the request's attribute, or of Jersey's property, that has the route. */
    static String attribute() {
        return ATTRIBUTE;
    }

    /** The route of a resource's method; empty for one that declares no method of HTTP, such as Jersey's own. */
    static Optional<Route> of(Class<?> resource, Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(each -> Stream.ofNullable(each.annotationType().getAnnotation(HttpMethod.class)))
                .findFirst()
                .map(http -> new Route(
                        http.value(),
                        part(resource.getAnnotation(Path.class)) + part(method.getAnnotation(Path.class))));
    }

    private static String part(@Nullable Path path) {
        if (path == null) {
            return "";
        }
        String bare = path.value().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : "/" + bare;
    }
}

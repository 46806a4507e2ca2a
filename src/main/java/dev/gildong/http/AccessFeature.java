package dev.gildong.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds each request against the {@link Access} of the method that it is for. */
public final class AccessFeature implements DynamicFeature {

    /**
     * Checks a resource class before it is registered.
     *
     * @throws IllegalStateException if one of its methods answers requests and does not say for whom
     */
    public static void requireDeclared(Class<?> resource) {
        endpoints(resource)
                .filter(method -> !method.isAnnotationPresent(Access.class))
                .findFirst()
                .ifPresent(method -> {
                    throw new IllegalStateException(method + " declares no @Access");
                });
    }

    /** The methods of a resource class that answer requests. */
    public static Stream<Method> endpoints(Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class)));
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Access access = resource.getResourceMethod().getAnnotation(Access.class);
        if (access == null) {
            // Jersey's own OPTIONS answers, which tell the methods of a path and nothing else.
            return;
        }
        if (access.value() != Access.Who.ANYONE) {
            context.register(new AccessFilter(access), Priorities.AUTHORIZATION);
        }
    }

    private record AccessFilter(Access access) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            Principal principal = request.getSecurityContext().getUserPrincipal();
            if (!(principal instanceof Caller caller)) {
                throw ProblemException.notSignedIn();
            }
            boolean allowed = switch (access.value()) {
                case ANYONE, SIGNED_IN -> true;
                case PLAYER -> caller.playerNo().isPresent();
                case SCOPED -> Arrays.stream(access.scope()).allMatch(caller::hasScope);
            };
            if (!allowed) {
                String needed = access.value() == Access.Who.PLAYER
                        ? "Only a signed-in player may do this."
                        : "This takes the scope "
                                + Arrays.stream(access.scope())
                                        .map(Scope::wireName)
                                        .collect(Collectors.joining(" ")) + ".";
                throw new ProblemException(ProblemType.FORBIDDEN, needed);
            }
        }
    }
}

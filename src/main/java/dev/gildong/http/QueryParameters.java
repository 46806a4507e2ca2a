package dev.gildong.http;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses query parameters that a method does not declare: {@code ?limti=5} must not read as no limit at all. */
public final class QueryParameters implements DynamicFeature {

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (resource.getResourceMethod().isAnnotationPresent(Access.class)) {
            Set<String> declared = Arrays.stream(resource.getResourceMethod().getParameters())
                    .map(QueryParameters::name)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toCollection(TreeSet::new));
            context.register(new Known(declared));
        }
    }

    private static @org.jspecify.annotations.Nullable String name(Parameter parameter) {
        QueryParam declared = parameter.getAnnotation(QueryParam.class);
        return declared == null ? null : declared.value();
    }

    private record Known(Set<String> declared) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getUriInfo().getRequestUri().getRawQuery() == null) {
                return;
            }
            if (!declared.containsAll(request.getUriInfo().getQueryParameters().keySet())) {
                throw new ProblemException(
                        ProblemType.INVALID,
                        declared.isEmpty()
                                ? "No query parameters are taken here."
                                : "An unknown query parameter; known are: " + String.join(", ", declared) + ".");
            }
        }
    }
}

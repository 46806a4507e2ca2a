package dev.gildong.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Leaves with each request the {@link Route} that it matched, for filters that measure it when it is answered. */
public final class RouteFeature implements DynamicFeature {
    /** Before all others: what they refuse belongs to the route too. Jersey takes 0 for no priority, which comes late. */
    private static final int FIRST = 1;

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Route.of(resource.getResourceClass(), resource.getResourceMethod())
                .ifPresent(route -> context.register(new RouteFilter(route), FIRST));
    }

    private record RouteFilter(Route route) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty(Route.attribute(), route);
        }
    }
}

package dev.gildong.app;

import dev.gildong.http.AccessFeature;
import dev.gildong.http.CrossOriginCookies;
import dev.gildong.http.Json;
import dev.gildong.http.ProblemMapper;
import dev.gildong.http.QueryParameters;
import dev.gildong.http.RequiredBody;
import dev.gildong.http.RouteFeature;
import dev.gildong.idempotency.KeyedMethods;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;

/** What Jersey knows: these resources and providers, each registered by hand; nothing is scanned for. */
final class Api extends ResourceConfig {
    /** Warns of every resource that is registered as an instance, which is allowed. Held, or the level would be lost. */
    private static final Logger PROVIDERS = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    /**
     * All of it.
     *
     * @param methods runs those of requests that have a key
     * @throws IllegalStateException if a resource method does not say who may call it
     */
    Api(List<Object> resources, KeyedMethods methods) {
        PROVIDERS.setLevel(Level.SEVERE);
        resources.forEach(resource -> AccessFeature.requireDeclared(resource.getClass()));
        resources.forEach(this::register);
        register(JacksonFeature.withoutExceptionMappers());
        register(Json.class);
        register(RequiredBody.class);
        register(RouteFeature.class);
        register(AccessFeature.class);
        register(CrossOriginCookies.class);
        register(QueryParameters.class);
        register(ProblemMapper.class);
        register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(methods).to(ResourceMethodInvocationHandlerProvider.class);
            }
        });
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
        property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
        property(ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
        property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    }
}

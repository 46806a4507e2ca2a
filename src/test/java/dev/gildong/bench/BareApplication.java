package dev.gildong.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ContextResolver;
import java.time.Instant;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** What Jersey and Jackson cost by themselves: one resource that answers as {@code GET /v1/session} does. */
public final class BareApplication extends ResourceConfig {

    /** Called by Jersey, which is named in {@code src/test/bench/bare-web.xml}. */
    public BareApplication() {
        register(Session.class);
        register(JacksonFeature.class);
        register(Mapper.class);
    }

    /** The same members as Gildong's, with values of the same lengths. */
    record SessionResponse(Player player, Instant expiresAt) {}

    record Player(String id, String displayName, Instant createdAt) {}

    /** Answers without asking who calls. */
    @Path("v1/session")
    public static final class Session {
        private static final SessionResponse RESPONSE = new SessionResponse(
                new Player("a4uUiDYrxywWI6JQ_iw1xA", "bench-player", Instant.parse("2026-11-22T11:43:29.241545Z")),
                Instant.parse("2026-12-22T11:43:29.264525Z"));

        @GET
        @Produces(MediaType.APPLICATION_JSON)
        public SessionResponse get() {
            return RESPONSE;
        }
    }

    /** Writes instants as text. */
    public static final class Mapper implements ContextResolver<ObjectMapper> {
        private static final ObjectMapper MAPPER = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();

        @Override
        public ObjectMapper getContext(Class<?> type) {
            return MAPPER;
        }
    }
}

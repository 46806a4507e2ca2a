package dev.gildong.app;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gildong.http.Access;
import dev.gildong.http.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API, which is written in YAML and served as JSON. */
@Path("openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
    private static final String SOURCE = "/openapi/openapi.yaml";

    /** The OpenAPI 3.1 document. */
    @GET
    @Access(Access.Who.ANYONE)
    public byte[] get() {
        return Document.JSON;
    }

    /** Read when it is first asked for, not at start. */
    private static final class Document {
        static final byte[] JSON = read();

        private static byte[] read() {
            try (InputStream in = OpenApiResource.class.getResourceAsStream(SOURCE)) {
                return Json.MAPPER.writeValueAsBytes(new YAMLMapper().readTree(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

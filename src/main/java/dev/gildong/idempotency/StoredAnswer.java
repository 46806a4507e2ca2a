package dev.gildong.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.gildong.http.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer as it is kept.
 *
 * @param fingerprint of the request that it belongs to
 * @param headers that the resource gave it, but no cookies, as a JSON object of texts
 * @param body as it is sent, but sealed; empty if it has none
 */
record StoredAnswer(String fingerprint, int status, String headers, Optional<byte[]> body) {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** @param given by the resource, with a body that is bytes already */
    static StoredAnswer of(String fingerprint, Response given, AnswerSeal seal) {
        Map<String, String> headers = new TreeMap<>();
        given.getStringHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        headers.remove(HttpHeaders.SET_COOKIE); // a secret, and of that one request
        return new StoredAnswer(
                fingerprint,
                given.getStatus(),
                new String(json(headers), StandardCharsets.UTF_8),
                Optional.ofNullable((byte[]) given.getEntity()).map(seal::close));
    }

    /** The same answer with the bytes of its body in place of what they are made from. */
    static Response written(Response given) {
        Object entity = given.getEntity();
        if (entity == null || entity instanceof byte[]) {
            return given;
        }
        byte[] bytes = entity instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : json(entity);
        return Response.fromResponse(given)
                .entity(bytes)
                .type(given.getMediaType() == null ? MediaType.APPLICATION_JSON_TYPE : given.getMediaType())
                .build();
    }

    /** The answer, to be given once more. */
    Response response(AnswerSeal seal) {
        Response.ResponseBuilder response = Response.status(status);
        try {
            Json.MAPPER.readValue(headers, HEADERS).forEach(response::header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored headers are no JSON", e);
        }
        return response.entity(body.map(seal::open).orElse(null)).build();
    }

    private static byte[] json(Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}

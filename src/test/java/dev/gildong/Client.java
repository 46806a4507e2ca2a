package dev.gildong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/**
 * A client of the HTTP API that holds every answer against the OpenAPI description. Immutable; each {@code with} makes
 * another one.
 */
@NullMarked
public final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final OpenApi OPEN_API = OpenApi.load();

    private final URI base;
    private final Map<String, String> headers;
    private final boolean described;

    /** @param base where the server is, without a slash at the end */
    public Client(URI base) {
        this(base, Map.of(), true);
    }

    private Client(URI base, Map<String, String> headers, boolean described) {
        this.base = base;
        this.headers = headers;
        this.described = described;
    }

    /** Calls routes that the description does not know: those of game modules. */
    public Client undescribed() {
        return new Client(base, headers, false);
    }

    /** Sends this token as {@code Authorization: Bearer}. */
    public Client withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Sends this header with every request. */
    public Client with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Client(base, more, described);
    }

    /** Signs a new player in. */
    public SignedIn signUp() {
        return signUp("Player");
    }

    /** Signs a new player of this name in. */
    public SignedIn signUp(String displayName) {
        Answer answer = post(
                "/v1/login/device",
                JSON.createObjectNode()
                        .put("deviceId", UUID.randomUUID().toString())
                        .put("displayName", displayName)
                        .toString());
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        String token = answer.json().get("token").textValue();
        return new SignedIn(withToken(token), answer.json().at("/player/id").textValue(), token);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer post(String path, String json) {
        return withJson().send("POST", path, BodyPublishers.ofString(json));
    }

    public Answer post(String path, byte[] json) {
        return withJson().send("POST", path, BodyPublishers.ofByteArray(json));
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Answer patch(String path, String json) {
        return withJson().send("PATCH", path, BodyPublishers.ofString(json));
    }

    public Answer put(String path, String json) {
        return withJson().send("PUT", path, BodyPublishers.ofString(json));
    }

    private Client withJson() {
        return headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json");
    }

    /** Sends any request. */
    public Answer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
            if (described) {
                OPEN_API.check(
                        method,
                        URI.create(path).getRawPath(),
                        answer.status(),
                        response.headers().firstValue("Content-Type").orElse(null),
                        answer.body(),
                        answer.headers());
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A player's own client. */
    public record SignedIn(Client client, String playerId, String token) {}

    /** What a server answered. */
    public record Answer(int status, Map<String, java.util.List<String>> headers, String body) {

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(body, e);
            }
        }

        /** The first value of a header, or an empty text. */
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst()
                    .orElse("");
        }
    }
}

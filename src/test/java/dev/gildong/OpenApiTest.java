package dev.gildong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import dev.gildong.http.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that {@link OpenApi} lets good answers pass and catches each kind of bad one. */
class OpenApiTest {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String TOKEN = "gs_" + "A".repeat(43);
    private static final String COOKIE = "gildong=" + TOKEN + "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax";
    private static final String PLAYER = """
            {"id": "k3Jx9QmZt2Lw7PbYc0Rd5g", "displayName": "Hong", "createdAt": "2026-11-22T09:30:00.123Z"}""";
    private static final String SESSION = """
            {"player": %s, "expiresAt": "2026-12-22T09:30:00Z"}""".formatted(PLAYER);
    private static final String SIGN_IN = """
            {"token": "%s", "expiresAt": "2026-12-22T09:30:00Z", "player": %s}""".formatted(TOKEN, PLAYER);
    private static final String BOARD = """
            {"name": "b", "order": "highest", "keep": "best", "decimals": 0, "ties": "earliest", "submit": "players",
            "read": "players", "frozen": false, "createdAt": "2026-11-22T09:30:00Z",
            "updatedAt": "2026-11-22T09:30:00Z"}""";

    private static final Map<String, List<String>> NEEDED = Map.of(
            "x-request-id", List.of("r1"),
            "www-authenticate", List.of("Bearer realm=\"gildong\""),
            "retry-after", List.of("1"));
    private static final JsonNode DOCUMENT = OpenApi.readDocument();

    private final OpenApi api = OpenApi.load();

    @Test
    void goodAnswersShouldPass() {
        check("GET", "/v1/session?x=1", 200, "application/json; charset=UTF-8", SESSION);
        check("HEAD", "/v1/session", 200, JSON, "");
        check("POST", "/v1/logout", 204, null, "");
        check("POST", "/v1/login", 200, JSON, SIGN_IN, "set-cookie", COOKIE);
        check("GET", "/v1/leaderboards/b", 200, JSON, BOARD, "etag", "\"1\"");
        check("GET", "/v1/leaderboards/b", 304, null, "", "ETag", "\"1\"");
        check("GET", "/v1/leaderboards/b/scores/me/around?limit=3", 404, PROBLEM, problem(404));
    }

    @Test
    void missingPropertyShouldFail() {
        String body = SESSION.replace("\"displayName\": \"Hong\", ", "");

        assertBreaks(() -> check("GET", "/v1/session", 200, JSON, body), "displayName");
    }

    @Test
    void extraPropertyShouldFail() {
        String body = SESSION.replace("\"id\"", "\"userId\": \"hong\", \"id\"");

        assertBreaks(() -> check("GET", "/v1/session", 200, JSON, body), "userId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "null", "9007199254740992", "-9007199254740992", "true", "[]"})
    void wrongTypeOrRangeShouldFail(String score) {
        String body = "{\"score\": %s, \"rank\": 1, \"improved\": true, \"season\": 1}";

        assertThatCode(() -> check("POST", "/v1/leaderboards/b/scores", 200, JSON, body.formatted("9007199254740991")))
                .doesNotThrowAnyException();
        assertBreaks(() -> check("POST", "/v1/leaderboards/b/scores", 200, JSON, body.formatted(score)), "/score");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-22T09:30:00+09:00", "2026-11-22", "2026-13-22T09:30:00Z", "2026-11-22T09:30:00Z\\n", "x"
            })
    void instantOutsideUtcShouldFail(String instant) {
        String body = SESSION.replace("2026-12-22T09:30:00Z", instant);

        assertBreaks(() -> check("GET", "/v1/session", 200, JSON, body), "/expiresAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{} {}", "{'a': 1}"})
    void bodyThatIsNotTheDescribedObjectShouldFail(String body) {
        assertBreaks(() -> check("GET", "/v1/session", 200, JSON, body), "/v1/session");
    }

    @Test
    void duplicatePropertyShouldFail() {
        String body = "{\"status\": \"live\", \"status\": \"live\"}";

        assertBreaks(() -> check("GET", "/livez", 200, JSON, body), "Duplicate");
    }

    @Test
    void textShouldBeHeldAgainstItsSchemaToo() {
        String type = "text/plain;version=0.0.4;charset=utf-8";
        check("GET", "/metrics", 200, type, "# HELP a Says \"a\".\n# TYPE a gauge\na 1.0\n");

        assertBreaks(() -> check("GET", "/metrics", 200, type, ""), "pattern");
        assertBreaks(() -> check("GET", "/metrics", 200, type, "{}"), "pattern");
        assertBreaks(() -> check("GET", "/metrics", 200, "text/plain", "# HELP a\n"), "content type");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/session,404", "GET,/livez,401", "PUT,/v1/leaderboards/b,404", "GET,/v1/session,302"})
    void undeclaredStatusShouldFail(String method, String path, int status) {
        assertBreaks(() -> check(method, path, status, PROBLEM, problem(status)), "status is not described");
    }

    @ParameterizedTest
    @CsvSource({"/v1/session,200,X-Request-Id", "/v1/session,401,WWW-Authenticate", "/readyz,503,Retry-After"})
    void missingRequiredHeaderShouldFail(String path, int status, String header) {
        Map<String, List<String>> headers = new HashMap<>(NEEDED);
        String type = status == 200 ? JSON : PROBLEM;
        String body = status == 200 ? SESSION : problem(status);
        api.check("GET", path, status, type, body, headers);
        headers.keySet().removeIf(header::equalsIgnoreCase);

        assertBreaks(() -> api.check("GET", path, status, type, body, headers), header + " is missing");
    }

    @ParameterizedTest
    @CsvSource({"HttpOnly", "SameSite=Lax", "Path=/", "gs_"})
    void sessionCookieWithoutItsPartsShouldFail(String part) {
        String cookie = COOKIE.replace(part, "x");

        assertBreaks(() -> check("POST", "/v1/login", 200, JSON, SIGN_IN, "Set-Cookie", cookie), "Set-Cookie");
    }

    @Test
    void hostCookieShouldBeSecure() {
        String cookie = "__Host-" + COOKIE;

        check("POST", "/v1/login", 200, JSON, SIGN_IN, "Set-Cookie", cookie + "; Secure");
        assertBreaks(() -> check("POST", "/v1/login", 200, JSON, SIGN_IN, "Set-Cookie", cookie), "Set-Cookie");
    }

    @Test
    void weakETagShouldFail() {
        assertBreaks(() -> check("GET", "/v1/leaderboards/b", 200, JSON, BOARD, "ETag", "W/\"1\""), "ETag");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROBLEM, "text/html", "application/json;charset=iso-8859-1"})
    void wrongContentTypeShouldFail(String contentType) {
        assertBreaks(() -> check("GET", "/v1/session", 200, contentType, SESSION), "content type must be " + JSON);
    }

    @Test
    void bodyOrTypeWhereNoneIsDescribedShouldFail() {
        assertBreaks(() -> check("GET", "/v1/session", 200, null, SESSION), "content type must be");
        assertBreaks(() -> check("POST", "/v1/logout", 204, null, "{}"), "no body");
        assertBreaks(() -> check("POST", "/v1/logout", 204, JSON, ""), "no content type");
        assertBreaks(() -> check("HEAD", "/v1/session", 200, JSON, SESSION), "no body");
    }

    @Test
    void problemShouldRepeatStatusAndRequestId() {
        assertBreaks(() -> check("GET", "/v1/session", 406, PROBLEM, problem(400)), "/status");
        assertBreaks(
                () -> check("GET", "/v1/session", 406, PROBLEM, problem(406).replace("r1", "r2")), "/instance");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/nope", "GET,/v1/players/", "GET,/", "DELETE,/v1/session", "GET,/v1/players/a/b"})
    void undescribedPathOrMethodShouldOnlyBeRefused(String method, String path) {
        for (int status : new int[] {400, 401, 404, 405, 406, 413, 415, 431, 500, 503}) {
            check(method, path, status, PROBLEM, problem(status), "Allow", "GET, HEAD");
        }
        assertBreaks(() -> check(method, path, 200, JSON, "{}"), "not described");
        assertBreaks(() -> check(method, path, 404, "text/html", "<h1>Not Found</h1>"), "content type must be");
        assertBreaks(() -> check(method, path, 404, PROBLEM, "{}"), "instance");
        assertBreaks(() -> check(method, path, 405, PROBLEM, problem(405)), "Allow is missing");
    }

    @Test
    void operationsShouldNameMethodAndTemplate() {
        assertThat(api.operations())
                .contains(
                        "GET /livez", "PUT /v1/leaderboards/{board}", "GET /v1/leaderboards/{board}/scores/{playerId}");
    }

    @Test
    void referencesShouldResolve() {
        List<String> references = DOCUMENT.findValuesAsText("$ref");

        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> reference.startsWith("#/components/")
                        && DOCUMENT.at(reference.substring(1)).isObject());
    }

    @Test
    void operationsShouldBeDescribedWhole() {
        List<String> tags = DOCUMENT.path("tags").findValuesAsText("name");

        assertThat(operations()).hasSameSizeAs(api.operations()).allSatisfy((name, operation) -> {
            assertThat(operation.path("summary").asText()).as(name).isNotBlank();
            assertThat(tags).contains(operation.path("tags").path(0).asText());
        });
        assertThat(operations().values())
                .extracting(operation -> operation.path("operationId").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void operationsShouldListTheStatusesThatAnyRouteMayGive() {
        assertThat(operations()).allSatisfy((name, operation) -> {
            JsonNode security = operation.path("security");
            Set<String> expected = new TreeSet<>(Set.of("400", "406", "431", "500", "503"));
            if (security.isMissingNode() || !security.isEmpty()) {
                expected.addAll(Set.of("401", "403"));
            }
            if (operation.has("requestBody")) {
                expected.addAll(Set.of("413", "415"));
            }
            assertThat(names(operation.path("responses")))
                    .as(name)
                    .containsAll(expected)
                    .allMatch(status -> status.matches("[2345]\\d\\d"));
        });
    }

    @Test
    void operationsThatTakeAnIdempotencyKeyShouldSaySo() {
        Routes.all().forEach(route -> {
            String method = route.verb().toLowerCase(Locale.ROOT);
            JsonNode operation = operations().get(method + " " + route.path());
            boolean takesKey = Set.of("post", "patch", "delete").contains(method)
                    && route.access().value() != Access.Who.ANYONE;

            assertThat(operation.path("parameters").findValuesAsText("$ref").stream()
                            .filter("#/components/parameters/IdempotencyKey"::equals))
                    .as(route.toString())
                    .hasSize(takesKey ? 1 : 0);
            if (takesKey) {
                assertThat(names(operation.path("responses")))
                        .as(route.toString())
                        .contains("409", "422");
            }
        });
    }

    @Test
    void pathParametersShouldBeDeclared() {
        for (var path : DOCUMENT.path("paths").properties()) {
            List<String> declared = new ArrayList<>();
            for (JsonNode parameter : path.getValue().path("parameters")) {
                JsonNode place = parameter.has("$ref")
                        ? DOCUMENT.at(parameter.path("$ref").asText().substring(1))
                        : parameter;
                declared.add("{" + place.path("name").asText() + "}");
            }
            assertThat(Pattern.compile("\\{\\w+}")
                            .matcher(path.getKey())
                            .results()
                            .map(MatchResult::group))
                    .containsExactlyElementsOf(declared);
        }
    }

    @Test
    void objectsShouldSayWhichPropertiesTheyTake() {
        List<JsonNode> objects = DOCUMENT.findParents("type").stream()
                .filter(schema -> schema.path("type").asText().equals("object"))
                .toList();

        assertThat(objects).isNotEmpty().allSatisfy(schema -> {
            assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
            schema.path("required")
                    .forEach(name -> assertThat(schema.path("properties").has(name.asText()))
                            .isTrue());
        });
    }

    @Test
    void examplesShouldObeyTheirSchemas() {
        DOCUMENT.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("examples")
                        .forEach(example -> assertThat(api.schema("/components/schemas/" + schema.getKey())
                                        .validate(example.toString(), InputFormat.JSON))
                                .as(schema.getKey())
                                .isEmpty()));
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new HashMap<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .forEach(member -> operations.put(member.getKey() + " " + path.getKey(), member.getValue())));
        return operations;
    }

    private static Set<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private void assertBreaks(ThrowingCallable call, String text) {
        assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessageContaining(text);
    }

    /** Checks with the headers that any answer, a 401 and a 503 need, and the given ones. */
    private void check(
            String method, String path, int status, @Nullable String contentType, String body, String... header) {
        Map<String, List<String>> headers = new HashMap<>(NEEDED);
        for (int i = 0; i < header.length; i += 2) {
            headers.put(header[i], List.of(header[i + 1]));
        }
        api.check(method, path, status, contentType, body, headers);
    }

    private static String problem(int status) {
        return """
            {"type": "urn:gildong:problem:some-thing", "title": "T", "status": %d, "instance": "r1"}""".formatted(status);
    }
}

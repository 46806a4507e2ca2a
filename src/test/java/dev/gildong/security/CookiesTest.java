package dev.gildong.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.oidc.Issuer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route that sets a cookie, by http and by https: no script, no other site and no subdomain gets at one. */
class CookiesTest {
    private static final Pattern NAME = Pattern.compile("(__Host-)?(gildong|gildong-device)");

    private static Issuer issuer;
    private static TestServer server;

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        Map<String, String> settings = new LinkedHashMap<>(issuer.settings("local"));
        settings.put("gildong.http.trusted-proxies", "127.0.0.1/32");
        settings.put("gildong.oidc.keys-timeout", "PT20S");
        server = TestServer.start(TestDatabase.H2, settings);
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    private static String account() {
        return "{\"userId\":\"u%s\",\"password\":\"tiger on the red bridge\"}"
                .formatted(UUID.randomUUID().toString().substring(0, 8));
    }

    private static String device() {
        return "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
    }

    /** A call for each, given a client that is not signed in. */
    private static Map<String, Function<Client, Answer>> calls() {
        Map<String, Function<Client, Answer>> calls = new LinkedHashMap<>();
        calls.put("POST /v1/accounts", client -> client.post("/v1/accounts", account()));
        calls.put("POST /v1/login", client -> {
            String account = account();
            client.post("/v1/accounts", account);
            return client.post("/v1/login", account);
        });
        calls.put("POST /v1/login/device", client -> client.post("/v1/login/device", device()));
        calls.put(
                "POST /v1/login/oidc",
                client -> client.post(
                        "/v1/login/oidc", "{\"provider\":\"local\",\"idToken\":\"" + issuer.token("somebody") + "\"}"));
        calls.put("DELETE /v1/me", client -> client.signUp().client().delete("/v1/me"));
        calls.put("POST /v1/logout", client -> client.signUp().client().post("/v1/logout", ""));
        calls.put(
                "PUT /v1/me/identities/password",
                client -> client.signUp().client().put("/v1/me/identities/password", account()));
        calls.put("DELETE /v1/me/sessions/{id}", client -> {
            Client player = client.signUp().client();
            String current =
                    player.get("/v1/me/sessions").json().at("/items/0/id").textValue();
            return player.delete("/v1/me/sessions/" + current);
        });
        return calls;
    }

    private static Set<String> described() {
        Set<String> routes = new TreeSet<>();
        JsonNode paths = server.client().get("/openapi.json").json().get("paths");
        for (var path : paths.properties()) {
            for (var method : path.getValue().properties()) {
                if (!method.getValue()
                        .path("responses")
                        .findValues("Set-Cookie")
                        .isEmpty()) {
                    routes.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return routes;
    }

    private static List<String> cookies(Answer answer) {
        return answer.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Set-Cookie"))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    private static void assertGuarded(String cookie, boolean https, String route) {
        List<String> parts = Arrays.asList(cookie.split("; ?"));
        String name = parts.get(0).substring(0, parts.get(0).indexOf('='));

        assertThat(name).as(route).matches(NAME);
        assertThat(name.startsWith("__Host-")).as("%s: %s", route, cookie).isEqualTo(https);
        assertThat(parts.contains("Secure")).as("%s: %s", route, cookie).isEqualTo(https);
        assertThat(parts).as("%s: %s", route, cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(parts).as("%s: %s", route, cookie).noneMatch(part -> part.startsWith("Domain"));
        assertThat(parts).as("%s: %s", route, cookie).anyMatch(part -> part.startsWith("Max-Age="));
    }

    @Test
    void everyRouteThatSetsACookieShouldBeTriedHere() {
        assertThat(new TreeSet<>(calls().keySet())).isEqualTo(described());
    }

    @Test
    void everyCookieShouldBeOutOfReach() {
        for (boolean https : List.of(false, true)) {
            Client client = https ? server.client().with("X-Forwarded-Proto", "https") : server.client();
            calls().forEach((route, call) -> {
                Answer answer = call.apply(client);

                assertThat(answer.status()).as("%s: %s", route, answer).isBetween(200, 299);
                assertThat(cookies(answer))
                        .as(route)
                        .isNotEmpty()
                        .allSatisfy(cookie -> assertGuarded(cookie, https, route));
            });
        }
    }

    /** What nobody in between may have planted over http. */
    @Test
    void cookieOfHttpShouldNotDoOverHttps() {
        String token = server.client().signUp().token();
        Client secure = server.client().with("X-Forwarded-Proto", "https");

        assertThat(secure.with("Cookie", "gildong=" + token).get("/v1/session").status())
                .isEqualTo(401);
        assertThat(secure.with("Cookie", "__Host-gildong=" + token)
                        .get("/v1/session")
                        .status())
                .isEqualTo(200);
        assertThat(server.client()
                        .with("Cookie", "__Host-gildong=" + token)
                        .get("/v1/session")
                        .status())
                .isEqualTo(401);
    }
}

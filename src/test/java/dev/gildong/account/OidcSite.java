package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.oidc.Issuer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server, and an issuer that it trusts by the name {@code local}; both run until the JVM ends. */
final class OidcSite {
    static final String LOGIN = "/v1/login/oidc";

    private static final Map<TestDatabase, OidcSite> SHARED = new ConcurrentHashMap<>();

    private final Issuer issuer = new Issuer();
    private final TestServer server;

    private OidcSite(TestDatabase database) {
        server = TestServer.start(database, settings(issuer));
    }

    static OidcSite on(TestDatabase database) {
        return SHARED.computeIfAbsent(database, OidcSite::new);
    }

    static Map<String, String> settings(Issuer issuer) {
        Map<String, String> settings = new HashMap<>(issuer.settings("local"));
        settings.put("gildong.oidc.keys-pause", "PT0.1S");
        settings.put("gildong.oidc.keys-timeout", "PT20S");
        settings.put("gildong.guessing.address-tries", "100000");
        return settings;
    }

    Issuer issuer() {
        return issuer;
    }

    TestServer server() {
        return server;
    }

    Answer signIn(String token) {
        return server.client().post(LOGIN, body(token));
    }

    /** A client of the player whom a sign-in was answered to. */
    Client as(Answer signIn) {
        return server.client().withToken(token(signIn));
    }

    static ObjectNode login(String token) {
        return JsonNodeFactory.instance.objectNode().put("provider", "local").put("idToken", token);
    }

    static String body(String token) {
        return login(token).toString();
    }

    static String token(Answer signIn) {
        assertThat(signIn.status()).as(signIn.body()).isIn(200, 201);
        return signIn.json().get("token").textValue();
    }

    static String player(Answer signIn) {
        return signIn.json().at("/player/id").textValue();
    }

    static int status(Client client) {
        return client.get("/v1/session").status();
    }

    static String type(Answer answer) {
        return answer.json().get("type").textValue().replace("urn:gildong:problem:", "");
    }

    /** All at once. */
    static List<Answer> crowd(List<Callable<Answer>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}

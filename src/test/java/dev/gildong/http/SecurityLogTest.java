package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.oidc.Issuer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityLogTest {
    private static final String NAME = "gildong.security";
    private static final String PASSWORD = "correct horse battery staple";

    private final TestServer server = TestServer.on(TestDatabase.H2);
    private final Lines lines = new Lines();
    private final Logger logger = (Logger) LogManager.getLogger(NAME);
    private final Level before = logger.getLevel();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.removeAppender(lines);
        logger.setLevel(before);
    }

    /** What was logged while this request was served; the answer may be here before the last line. */
    private List<String> lines(Answer answer, String expected) {
        String request = "request=" + answer.header("X-Request-Id") + " ";
        await().until(() -> lines.all.stream().anyMatch(line -> line.contains(request) && line.contains(expected)));
        return lines.all.stream().filter(line -> line.contains(request)).toList();
    }

    private void expect(Answer answer, String who, String what, String result) {
        assertThat(lines(answer, "what=" + what))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("what=" + what)
                        .contains(" who=" + who + " where=127.0.0.1 result=" + result + " "));
    }

    @Test
    void signInsAndWhatPlayersDoAboutThemShouldBeLogged() {
        String userId = "u" + UUID.randomUUID().toString().substring(0, 20);
        String body = "{\"userId\": \"" + userId + "\", \"password\": \"" + PASSWORD + "\"}";
        Answer made = server.client().post("/v1/accounts", body);
        String who = "player:" + made.json().at("/player/id").textValue();
        Answer wrong = server.client().post("/v1/login", body.replace("horse", "cow"));
        Answer right = server.client().post("/v1/login", body);
        String token = right.json().get("token").textValue();
        Client player = server.client().withToken(token);

        expect(made, who, "sign-in", "ok");
        expect(wrong, "anonymous", "password", "wrong");
        expect(right, who, "sign-in", "ok");
        expect(
                player.put("/v1/me/identities/device", "{\"deviceId\": \"" + UUID.randomUUID() + "\"}"),
                who,
                "device-linked",
                "ok");
        expect(player.delete("/v1/me/identities/device"), who, "devices-unlinked:1", "ok");
        expect(player.delete("/v1/me/sessions"), who, "sessions-revoked:others", "ok");
        Answer changed = player.put(
                "/v1/me/identities/password",
                "{\"userId\": \"" + userId + "\", \"password\": \"" + PASSWORD + " 2\", \"currentPassword\": \""
                        + PASSWORD + "\"}");
        expect(changed, who, "password-changed", "ok");
        Client anew = server.client().withToken(changed.json().get("token").textValue());
        expect(anew.post("/v1/logout", ""), who, "sign-out", "ok");
        assertThat(lines.all)
                .noneMatch(line -> line.contains(userId) || line.contains("horse") || line.contains("gs_"));
    }

    @Test
    void refusedIdTokensShouldBeLoggedWithTheReasonAndWithoutWhatTheySay() {
        try (Issuer issuer = new Issuer();
                TestServer own = TestServer.start(TestDatabase.H2, issuer.settings("local"))) {
            Client client = own.client();
            String body = "{\"provider\": \"local\", \"idToken\": \"%s\"}";
            String good = issuer.token("secret-subject");
            String strange = issuer.token("secret-subject", claims -> claims.audience("another"));

            Answer made = client.post("/v1/login/oidc", body.formatted(good));
            String who = "player:" + made.json().at("/player/id").textValue();
            Client player = client.withToken(made.json().get("token").textValue());

            expect(made, who, "sign-in", "ok");
            expect(client.post("/v1/login/oidc", body.formatted(good)), "anonymous", "id-token:local", "used-before");
            expect(client.post("/v1/login/oidc", body.formatted(strange)), "anonymous", "id-token:local", "audience");
            Answer replaced = player.put(
                    "/v1/me/identities/oidc/local", "{\"idToken\": \"" + issuer.token("other-subject") + "\"}");
            expect(replaced, who, "oidc-linked:local", "ok");
            assertThat(lines.all)
                    .noneMatch(line -> line.contains("-subject") || line.contains(good) || line.contains("gs_"));
        }
    }

    @Test
    void refusalsAndWhatTheStaffDoesShouldBeLogged() {
        Client.SignedIn player = server.client().signUp();
        String who = "player:" + player.playerId();
        String unknown = "gk_" + "x".repeat(43);
        String ban = "/v1/players/" + player.playerId() + "/ban";

        expect(player.client().get("/v1/api-keys"), who, "access", "urn:gildong:problem:forbidden");
        expect(server.client().withToken(unknown).get("/v1/api-keys"), "anonymous", "api-key", "unknown");
        expect(
                server.admin().put(ban, "{\"reason\": \"cheats\"}"),
                "key:admin",
                "player.banned:" + player.playerId(),
                "ok");
        assertThat(lines.all).noneMatch(line -> line.contains(unknown) || line.contains(player.token()));
    }

    @Test
    void whatAClientWroteShouldForgeNoLine() {
        Requester requester = new Requester("anonymous", "192.0.2.7", "GET:/v1/\r\nwhat=forged result=ok");

        String line = SecurityLog.line("access\n", "player:\u001b[2J\u2028x", "no way", requester);

        assertThat(line)
                .startsWith("what=access_ who=player:_[2J_x where=192.0.2.7 result=no_way request=")
                .endsWith(" at=GET:/v1/__what=forged_result=ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log4j2.xml", "log4j2-production.xml"})
    void settingsOfTheLogShouldLetItThrough(String file) {
        try (LoggerContext context = new LoggerContext(
                "security", null, Path.of("webapp-config", file).toUri())) {
            context.start();

            assertThat(context.getLogger(NAME).getLevel()).isEqualTo(Level.INFO);
        }
    }

    /** Keeps what is logged. */
    private static final class Lines extends AbstractAppender {
        final List<String> all = new CopyOnWriteArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            all.add(event.getMessage().getFormattedMessage());
        }
    }
}

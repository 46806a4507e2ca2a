package dev.gildong.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class BanResourceTest {
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final String BAN = "{\"reason\":\"Insults in the lobby\"}";
    private static final String PASSWORD = "tiger on the red bridge";

    private final TestServer server;
    private final Client anonymous;
    private final Client admin;
    private final String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";

    BanResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
        admin = server.admin();
    }

    private Answer signIn() {
        return anonymous.post("/v1/login/device", device);
    }

    private static Client with(Client client, Answer signIn) {
        return client.withToken(signIn.json().get("token").textValue());
    }

    private static String ban(Answer signIn) {
        return "/v1/players/" + signIn.json().at("/player/id").textValue() + "/ban";
    }

    private static int status(Client client) {
        return client.get("/v1/session").status();
    }

    private static String type(Answer answer) {
        return answer.json().get("type").textValue().replace("urn:gildong:problem:", "");
    }

    @Test
    void bannedPlayerShouldBeOutOnEveryNodeWithinASecond() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            Answer one = signIn();
            Answer two = signIn();
            Client here = with(anonymous, one);
            Client elsewhere = with(other.client(), two);
            assertThat(status(here)).isEqualTo(200);
            assertThat(status(elsewhere)).isEqualTo(200);

            Answer banned = admin.put(ban(one), BAN);

            assertThat(banned.status()).isEqualTo(200);
            assertThat(status(here)).isEqualTo(401);
            await().atMost(WITHIN).until(() -> status(elsewhere) == 401);
            Answer again = other.client().post("/v1/login/device", device);
            assertThat(again.status()).isEqualTo(403);
            assertThat(type(again)).isEqualTo("banned");
            assertThat(again.json().get("detail").textValue()).isEqualTo("For good.");
            assertThat(again.body()).doesNotContain("Insults");
            assertThat(admin.get(ban(one)).json()).isEqualTo(banned.json());
        }
    }

    @Test
    void banShouldShowToThoseAloneWhoKnowThePassword() {
        String userId = "u" + UUID.randomUUID().toString().substring(9);
        String credentials = "{\"userId\":\"" + userId + "\",\"password\":\"%s\"}";
        Answer made = anonymous.post("/v1/accounts", credentials.formatted(PASSWORD));
        admin.put(ban(made), BAN.replace("}", ",\"until\":\"2100-01-02T03:04:05Z\"}"));

        Answer right = anonymous.post("/v1/login", credentials.formatted(PASSWORD));
        Answer wrong = anonymous.post("/v1/login", credentials.formatted("another bridge"));

        assertThat(right.status()).isEqualTo(403);
        assertThat(right.json().get("detail").textValue()).isEqualTo("Until 2100-01-02T03:04:05Z.");
        assertThat(right.header("Set-Cookie")).isEmpty();
        assertThat(wrong.status()).isEqualTo(401);
    }

    @Test
    void banThatIsLiftedOrOverShouldLetThePlayerInAgain() {
        Answer one = signIn();
        admin.put(ban(one), BAN);
        assertThat(admin.delete(ban(one)).status()).isEqualTo(204);
        assertThat(signIn().status()).isEqualTo(200);
        assertThat(admin.get(ban(one)).status()).isEqualTo(404);
        assertThat(admin.delete(ban(one)).status()).isEqualTo(404);

        admin.put(ban(one), BAN.replace("}", ",\"until\":\"2100-01-01T00:00:00Z\"}"));
        assertThat(signIn().status()).isEqualTo(403);
        server.sql("UPDATE player SET banned_until = banned_at + 1 WHERE player_id = '"
                + one.json().at("/player/id").textValue() + "'");
        assertThat(signIn().status()).isEqualTo(200);
        assertThat(admin.get(ban(one)).status()).isEqualTo(404);
    }

    /** Without the lock a sign-in that has looked for the ban leaves a session behind it. */
    @Test
    void noSignInShouldSlipPastABanThatIsMadeAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            for (int round = 0; round < 10; round++) {
                String own = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
                Answer first = anonymous.post("/v1/login/device", own);
                List<Callable<Answer>> requests = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    requests.add(() -> anonymous.post("/v1/login/device", own));
                }
                requests.add(round % 5, () -> admin.put(ban(first), BAN));
                for (Future<Answer> answer : threads.invokeAll(requests)) {
                    assertThat(answer.get().status()).isIn(200, 403);
                }
                assertThat(server.number("SELECT COUNT(*) FROM sign_in_session s JOIN player p"
                                + " ON p.player_no = s.player_no WHERE p.player_id = '"
                                + first.json().at("/player/id").textValue() + "'"))
                        .isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\"  \"}",
                "{\"reason\":\"a\\nb\"}",
                "{\"reason\":\"a\\ud800\"}",
                "{\"reason\":\"x\",\"until\":\"2020-01-01T00:00:00Z\"}",
                "{\"reason\":\"x\",\"until\":\"+9999999-01-01T00:00:00Z\"}",
                "{\"reason\":\"x\",\"until\":\"tomorrow\"}",
                "{\"reason\":\"x\",\"until\":1}",
                "{\"reason\":\"x\",\"until\":null}",
                "{\"reason\":\"x\",\"role\":\"admin\"}"
            })
    void whatIsNoBanShouldBeRefused(String body) {
        Answer one = signIn();

        assertThat(admin.put(ban(one), body).status()).isEqualTo(400);
        assertThat(status(with(anonymous, one))).isEqualTo(200);
    }

    @Test
    void longestReasonShouldFitWhateverItsLettersAre() {
        Answer one = signIn();
        String tigers = "\uD83D\uDC05".repeat(500);

        assertThat(admin.put(ban(one), "{\"reason\":\"" + tigers + "\"}").status())
                .isEqualTo(200);
        assertThat(admin.get(ban(one)).json().get("reason").textValue()).isEqualTo(tigers);
        assertThat(admin.put(ban(one), "{\"reason\":\"x" + tigers + "\"}").status())
                .isEqualTo(400);
    }

    @Test
    void nobodyWithoutTheScopeShouldBanOrAsk() {
        Answer one = signIn();
        Client bob = anonymous.signUp().client();

        assertThat(bob.put(ban(one), BAN).status()).isEqualTo(403);
        assertThat(bob.get(ban(one)).status()).isEqualTo(403);
        assertThat(bob.delete(ban(one)).status()).isEqualTo(403);
        assertThat(anonymous.put(ban(one), BAN).status()).isEqualTo(401);
        assertThat(admin.put("/v1/players/AAAAAAAAAAAAAAAAAAAAAA/ban", BAN).status())
                .isEqualTo(404);
        assertThat(status(with(anonymous, one))).isEqualTo(200);
    }
}

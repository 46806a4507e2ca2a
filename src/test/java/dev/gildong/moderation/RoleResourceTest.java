package dev.gildong.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RoleResourceTest {
    private static final String BAN = "{\"reason\":\"Insults in the lobby\"}";

    private final TestServer server;
    private final Client anonymous;
    private final Client admin;

    RoleResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
        admin = server.admin();
    }

    private record Person(Client client, String id, String device) {
        String path(String end) {
            return "/v1/players/" + id + "/" + end;
        }
    }

    private Person person() {
        return signIn(UUID.randomUUID().toString());
    }

    private Person signIn(String device) {
        Answer answer = anonymous.post("/v1/login/device", "{\"deviceId\":\"" + device + "\"}");
        return new Person(
                anonymous.withToken(answer.json().get("token").textValue()),
                answer.json().at("/player/id").textValue(),
                device);
    }

    private Person withRole(String role) {
        Person person = person();
        assertThat(give(admin, person, role).status()).isEqualTo(200);
        return signIn(person.device());
    }

    private static Answer give(Client who, Person whom, String role) {
        return who.put(whom.path("role"), "{\"role\":\"" + role + "\"}");
    }

    private static int status(Client client) {
        return client.get("/v1/session").status();
    }

    @Test
    void moderatorShouldBanPlayersAndNothingElse() {
        Person moderator = withRole("moderator");
        Person ann = person();

        assertThat(moderator.client().put(ann.path("ban"), BAN).status()).isEqualTo(200);
        assertThat(status(ann.client())).isEqualTo(401);
        assertThat(moderator.client().delete(ann.path("ban")).status()).isEqualTo(204);
        assertThat(give(moderator.client(), ann, "moderator").status()).isEqualTo(403);
        assertThat(moderator.client().put("/v1/leaderboards/x", "{}").status()).isEqualTo(403);
        assertThat(moderator.client().get("/metrics").status()).isEqualTo(403);
        assertThat(moderator.client().get("/v1/api-keys").status()).isEqualTo(403);
        assertThat(moderator.client().get("/v1/me").json().get("role").textValue())
                .isEqualTo("moderator");
    }

    @Test
    void adminShouldDoWhatTheAdministratorsKeyDoesAndPlayToo() {
        Person boss = withRole("admin");
        String board = "/v1/leaderboards/r" + UUID.randomUUID();

        assertThat(boss.client().put(board, "{}").status()).isEqualTo(201);
        assertThat(boss.client().get("/v1/webhooks").status()).isEqualTo(200);
        assertThat(give(boss.client(), person(), "moderator").status()).isEqualTo(200);
        assertThat(boss.client().post(board + "/scores", "{\"score\":1}").status())
                .isEqualTo(200);
    }

    @Test
    void adminsCookieShouldNotChangeAnythingFromAnotherSite() {
        Person boss = withRole("admin");
        String token = anonymous
                .post("/v1/login/device", "{\"deviceId\":\"" + boss.device() + "\"}")
                .json()
                .get("token")
                .textValue();
        Client browser = anonymous.with("Cookie", "gildong=" + token);
        Person ann = person();

        assertThat(browser.with("Sec-Fetch-Site", "cross-site")
                        .put(ann.path("ban"), BAN)
                        .status())
                .isEqualTo(403);
        assertThat(status(ann.client())).isEqualTo(200);
        assertThat(browser.with("Sec-Fetch-Site", "same-origin")
                        .put(ann.path("ban"), BAN)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void staffShouldBeBannedByAdminsAlone() {
        Person moderator = withRole("moderator");
        Person other = withRole("moderator");
        Person boss = withRole("admin");

        assertThat(moderator.client().put(other.path("ban"), BAN).status()).isEqualTo(403);
        assertThat(moderator.client().put(boss.path("ban"), BAN).status()).isEqualTo(403);
        assertThat(status(boss.client())).isEqualTo(200);
        assertThat(boss.client().put(other.path("ban"), BAN).status()).isEqualTo(200);
        assertThat(moderator.client().delete(other.path("ban")).status()).isEqualTo(403);
    }

    @Test
    void roleThatIsTakenAwayShouldBeGoneOnEveryNodeWithinASecond() {
        try (TestServer node = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            Person person = person();
            give(admin, person, "moderator");
            Answer again = anonymous.post("/v1/login/device", "{\"deviceId\":\"" + person.device() + "\"}");
            Client elsewhere = node.client().withToken(again.json().get("token").textValue());
            assertThat(elsewhere.get(person.path("ban")).status()).isEqualTo(404);

            assertThat(give(admin, person, "player").status()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(1))
                    .until(() -> elsewhere.get(person.path("ban")).status() == 401);
            assertThat(signIn(person.device()).client().get(person.path("ban")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void sameRoleAgainShouldLeaveThePlayerSignedIn() {
        Person ann = person();

        assertThat(give(admin, ann, "player").status()).isEqualTo(200);
        assertThat(status(ann.client())).isEqualTo(200);
        assertThat(give(admin, ann, "moderator").status()).isEqualTo(200);
        assertThat(status(ann.client())).isEqualTo(401);
    }

    @Test
    void nobodyShouldGiveOrTakeWhatTheyMayNotDo() {
        String secret = "gk_" + Token.random(Token.SECRET_BYTES);
        server.sql(
                "INSERT INTO api_key (key_name, key_hash, scopes, created_at) VALUES ('k%s', '%s', 'keys players', 1)"
                        .formatted(UUID.randomUUID(), Token.hash(secret)));
        Client keeper = anonymous.withToken(secret);
        Person ann = person();
        Person boss = withRole("admin");

        assertThat(give(keeper, ann, "admin").status()).isEqualTo(403);
        assertThat(give(keeper, boss, "player").status()).isEqualTo(403);
        assertThat(status(boss.client())).isEqualTo(200);
        assertThat(give(keeper, ann, "moderator").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"role\":\"ADMIN\"}", "{\"role\":\"owner\"}", "{\"role\":2}", "{\"role\":null}", "[]"})
    void whatIsNoRoleShouldBeRefused(String body) {
        Person ann = person();

        assertThat(admin.put(ann.path("role"), body).status()).isEqualTo(400);
        assertThat(ann.client().put(ann.path("role"), "{\"role\":\"admin\"}").status())
                .isEqualTo(403);
        assertThat(admin.put("/v1/players/AAAAAAAAAAAAAAAAAAAAAA/role", "{\"role\":\"admin\"}")
                        .status())
                .isEqualTo(404);
        assertThat(status(ann.client())).isEqualTo(200);
    }
}

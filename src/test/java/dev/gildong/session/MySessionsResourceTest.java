package dev.gildong.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class MySessionsResourceTest {
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final String LIST = "/v1/me/sessions";
    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;

    private final TestDatabase database;
    private final TestServer server;
    private final Client anonymous;
    private final String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";

    MySessionsResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private String token(Client client) {
        Answer answer = client.post("/v1/login/device", device);
        assertThat(answer.status()).isIn(200, 201);
        return answer.json().get("token").textValue();
    }

    private Client signIn() {
        return anonymous.withToken(token(anonymous));
    }

    private static int status(Client client) {
        return client.get("/v1/session").status();
    }

    private static List<JsonNode> items(Client client) {
        List<JsonNode> items = new ArrayList<>();
        client.get(LIST).json().get("items").forEach(items::add);
        return items;
    }

    private static String idOf(Client client) {
        return items(client).stream()
                .filter(item -> item.get("current").booleanValue())
                .map(item -> item.get("id").textValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listShouldShowWhereAPlayerIsSignedInTheLatestFirst() {
        Client phone = anonymous.withToken(token(anonymous.with("User-Agent", "Game/1 (phone)")));
        Client desk = anonymous.withToken(token(anonymous.with("User-Agent", "Game/1 (desk)")));
        anonymous.signUp();

        List<JsonNode> seen = items(desk);

        assertThat(seen)
                .extracting(item -> item.get("device").textValue())
                .containsExactly("Game/1 (desk)", "Game/1 (phone)");
        assertThat(seen).extracting(item -> item.get("current").booleanValue()).containsExactly(true, false);
        assertThat(seen.get(0).get("expiresAt"))
                .isEqualTo(desk.get("/v1/session").json().get("expiresAt"));
        assertThat(items(phone))
                .extracting(item -> item.get("current").booleanValue())
                .containsExactly(false, true);
    }

    @Test
    void idShouldSayNothingOfTheToken() {
        String token = token(anonymous);
        String list = anonymous.withToken(token).get(LIST).body();

        assertThat(list)
                .doesNotContain(token.substring(3, 20))
                .doesNotContain(Token.hash(token).substring(0, 10));
    }

    @Test
    void pagesShouldShowEachSessionOnceAlsoWhereTheyBeganTogether() {
        Client ann = signIn();
        for (int i = 0; i < 6; i++) {
            signIn();
        }
        server.sql("UPDATE sign_in_session SET created_at = 1700000000000000 + MOD(LENGTH(token_hash), 2)"
                + " WHERE player_no = (SELECT player_no FROM player WHERE player_id = '" + playerId(ann) + "')");
        List<String> ids = new ArrayList<>();
        String query = "?limit=3";
        int pages = 0;
        while (!query.isEmpty()) {
            JsonNode page = ann.get(LIST + query).json();
            page.get("items").forEach(item -> ids.add(item.get("id").textValue()));
            query = page.has("nextPageToken")
                    ? "?limit=3&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(7).doesNotHaveDuplicates();
        assertThat(ann.get(LIST + "?limit=101").status()).isEqualTo(400);
        assertThat(ann.get(LIST + "?pageToken=AAAA").status()).isEqualTo(400);
    }

    private static String playerId(Client client) {
        return client.get("/v1/session").json().at("/player/id").textValue();
    }

    @Test
    void endingASessionShouldKillItsTokenOnEveryNodeWithinASecond() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            String token = token(anonymous);
            Client here = anonymous.withToken(token);
            Client elsewhere = other.client().withToken(token);
            Client desk = signIn();
            assertThat(status(here)).isEqualTo(200);
            assertThat(status(elsewhere)).isEqualTo(200);

            assertThat(desk.delete(LIST + "/" + idOf(here)).status()).isEqualTo(204);

            assertThat(status(here)).isEqualTo(401);
            await().atMost(WITHIN).until(() -> status(elsewhere) == 401);
            assertThat(status(desk)).isEqualTo(200);
            assertThat(items(desk)).hasSize(1);
        }
    }

    @Test
    void endingTheSessionThatAsksShouldTakeItsCookieAway() {
        Client ann = signIn();
        Answer out = ann.delete(LIST + "/" + idOf(ann));

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(status(ann)).isEqualTo(401);
    }

    @Test
    void endingAllOthersShouldKillThemOnEveryNodeWithinASecond() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            List<Client> gone = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                gone.add(other.client().withToken(token(anonymous)));
            }
            gone.forEach(client -> assertThat(status(client)).isEqualTo(200));
            Client desk = signIn();
            Client stranger = anonymous.signUp().client();

            Answer ended = desk.delete(LIST);

            assertThat(ended.status()).isEqualTo(204);
            assertThat(ended.header("Set-Cookie")).isEmpty();
            await().atMost(WITHIN).until(() -> gone.stream().allMatch(client -> status(client) == 401));
            assertThat(status(desk)).isEqualTo(200);
            assertThat(status(stranger)).isEqualTo(200);
        }
    }

    @Test
    void sessionOfAnotherPlayerShouldNotExist() {
        Client ann = signIn();
        Client bob = anonymous.signUp().client();

        assertThat(bob.delete(LIST + "/" + idOf(ann)).status()).isEqualTo(404);
        assertThat(bob.delete(LIST + "/nothing").status()).isEqualTo(404);
        assertThat(status(ann)).isEqualTo(200);
        assertThat(server.admin().get(LIST).status()).isEqualTo(403);
        assertThat(anonymous.delete(LIST).status()).isEqualTo(401);
    }

    private void age(Client client, long micros) {
        assertThat(server.sql("UPDATE sign_in_session SET last_seen_at = last_seen_at - " + micros
                        + " WHERE session_id = '" + idOf(client) + "'"))
                .isEqualTo(1);
    }

    private long age(String id) {
        return server.number("SELECT created_at - last_seen_at FROM sign_in_session WHERE session_id = '" + id + "'");
    }

    /** The node that is asked has never seen it. */
    @Test
    void sessionThatWasNotUsedForTwoWeeksShouldBeOver() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            String fresh = token(anonymous);
            String idle = token(anonymous);
            age(anonymous.withToken(fresh), 13 * DAY);
            age(anonymous.withToken(idle), 14 * DAY);
            assertThat(items(signIn())).hasSize(2);

            assertThat(status(other.client().withToken(fresh))).isEqualTo(200);
            assertThat(status(other.client().withToken(idle))).isEqualTo(401);
        }
    }

    @Test
    void useShouldBeNotedOnceAnHourAndNoMoreOften() {
        Map<String, String> settings = Map.of("gildong.cache.session-time-to-live", "PT0.01S");
        try (TestServer own = TestServer.start(server.databaseUrl(), "/", settings)) {
            String token = token(anonymous);
            Client ann = own.client().withToken(token);
            String id = idOf(ann);
            age(ann, HOUR / 2);
            await().pollDelay(Duration.ofMillis(20)).until(() -> status(ann) == 200);
            assertThat(age(id)).isEqualTo(HOUR / 2);

            age(ann, HOUR);
            await().until(() -> status(ann) == 200 && age(id) <= 0);
        }
    }

    @Test
    void signInThatIsOneTooManyShouldEndTheOneThatWasUsedLongestAgo() {
        try (TestServer own = TestServer.start(database, Map.of("gildong.session.max-per-player", "3"))) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(own.client().withToken(token(own.client())));
            }
            assertThat(clients).extracting(MySessionsResourceTest::status).containsExactly(401, 200, 200, 200);
            assertThat(items(clients.get(3))).hasSize(3);
        }
    }

    @Test
    void signInShouldReplaceTheSessionOfItsCookieIfItIsThePlayersOwn() {
        Client bob = anonymous.signUp().client();
        String first = token(anonymous);
        Client browser = anonymous.with("Cookie", "gildong=" + first).with("Sec-Fetch-Site", "same-origin");

        String second = token(browser);

        assertThat(second).isNotEqualTo(first);
        assertThat(status(anonymous.withToken(first))).isEqualTo(401);
        assertThat(status(anonymous.withToken(second))).isEqualTo(200);
        assertThat(status(bob)).isEqualTo(200);
        String other = anonymous.signUp().token();
        token(anonymous.with("Cookie", "gildong=" + other).with("Sec-Fetch-Site", "same-origin"));
        assertThat(status(anonymous.withToken(other))).isEqualTo(200);
    }
}

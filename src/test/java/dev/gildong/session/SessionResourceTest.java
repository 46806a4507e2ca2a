package dev.gildong.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionResourceTest {
    private static final Duration WITHIN = Duration.ofMillis(1_100);

    private final TestDatabase database;
    private final TestServer server;
    private final Client anonymous;

    SessionResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private static int status(Client client) {
        return client.get("/v1/session").status();
    }

    @Test
    void sessionShouldSayWhoIsSignedInAndUntilWhen() {
        SignedIn ann = anonymous.signUp("Ann");

        assertThat(ann.client().get("/v1/session").json().at("/player/id").textValue())
                .isEqualTo(ann.playerId());
        assertThat(status(anonymous.with("Authorization", "bEARER   " + ann.token())))
                .isEqualTo(200);
        assertThat(anonymous.get("/v1/session").json().get("title").textValue()).isEqualTo("Not signed in");
    }

    @Test
    void apiKeyShouldHaveNoSession() {
        assertThat(server.admin().get("/v1/session").status()).isEqualTo(403);
        assertThat(server.admin().post("/v1/logout", "").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer  \t ",
                "Bearer gs_",
                "Bearer gs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer gs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, Bearer x",
                "Bearer gs_%00AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer gs_\u00e9\u00e9AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer gk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer ' OR '1'='1' -- 0123456789012345678901234567890",
                "Bearer null",
                "Basic YW5uOnRpZ2Vy",
                "Digest username=\"ann\"",
                "Negotiate",
                "\u00ff\u00fe",
                ":::::"
            })
    void brokenTokenShouldBeNobody(String authorization) {
        assertThat(status(anonymous.with("Authorization", authorization))).isEqualTo(401);
    }

    /** All on one connection, and after the good token: a server may remember the headers that it has seen there. */
    @Test
    void tokenShouldCountToTheLastLetter() {
        String token = anonymous.signUp().token();
        assertThat(status(anonymous.withToken(token))).isEqualTo(200);
        char last = token.charAt(token.length() - 1);

        assertThat(status(anonymous.withToken(token.substring(0, token.length() - 1))))
                .isEqualTo(401);
        assertThat(status(anonymous.withToken(token.substring(0, token.length() - 1) + (last == 'A' ? 'E' : 'A'))))
                .isEqualTo(401);
        assertThat(status(anonymous.withToken(token + "A"))).isEqualTo(401);
        assertThat(status(anonymous.withToken("gs_" + token.substring(3).toLowerCase(Locale.ROOT))))
                .isEqualTo(401);
    }

    @Test
    void absurdlyLongTokenShouldBeRefusedAsSuch() {
        assertThat(status(anonymous.withToken("gs_" + "A".repeat(4_000)))).isEqualTo(401);
        assertThat(status(anonymous.withToken("gs_" + "A".repeat(100_000)))).isEqualTo(431);
    }

    @Test
    void signOutShouldKillThisSessionAloneAndOnce() {
        String device = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        String one =
                anonymous.post("/v1/login/device", device).json().get("token").textValue();
        String other =
                anonymous.post("/v1/login/device", device).json().get("token").textValue();

        assertThat(anonymous.withToken(one).post("/v1/logout", "").status()).isEqualTo(204);
        assertThat(status(anonymous.withToken(one))).isEqualTo(401);
        assertThat(anonymous.withToken(one).post("/v1/logout", "").status()).isEqualTo(401);
        assertThat(status(anonymous.withToken(other))).isEqualTo(200);
    }

    /** Short-lived cache entries, so that a session is read from the database all the time, also while it ends. */
    @Test
    void noRequestShouldSucceedOnceTheSignOutIsAnswered() throws Exception {
        int readers = 6;
        Map<String, String> settings = Map.of("gildong.cache.session-time-to-live", "PT0.02S");
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        try (TestServer own = TestServer.start(database, settings)) {
            for (int round = 0; round < 40; round++) {
                SignedIn ann = own.client().signUp();
                CyclicBarrier start = new CyclicBarrier(readers + 1);
                AtomicLong signedOutAt = new AtomicLong(Long.MAX_VALUE);
                Callable<Long> reader = () -> lastSuccess(ann.client(), start, signedOutAt);
                List<Future<Long>> running = new ArrayList<>();
                for (int i = 0; i < readers; i++) {
                    running.add(threads.submit(reader));
                }
                start.await();
                Thread.sleep(round % 25);
                assertThat(ann.client().post("/v1/logout", "").status()).isEqualTo(204);
                signedOutAt.set(System.nanoTime());
                for (Future<Long> last : running) {
                    assertThat(last.get()).isLessThan(signedOutAt.get());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** When the last request was sent that succeeded; stops 30 ms after the sign-out. */
    private static long lastSuccess(Client client, CyclicBarrier start, AtomicLong signedOutAt) throws Exception {
        start.await();
        long last = Long.MIN_VALUE;
        for (long sent = System.nanoTime(); sent < saturatedPlus30Millis(signedOutAt.get()); sent = System.nanoTime()) {
            int status = status(client);
            assertThat(status).isIn(200, 401);
            if (status == 200) {
                last = sent;
            }
        }
        return last;
    }

    private static long saturatedPlus30Millis(long nanos) {
        return nanos == Long.MAX_VALUE ? nanos : nanos + 30_000_000;
    }

    @Test
    void otherNodesShouldForgetASessionWithinASecondOfItsSignOut() throws Exception {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            SignedIn ann = anonymous.signUp();
            Client elsewhere = other.client().withToken(ann.token());
            assertThat(status(elsewhere)).isEqualTo(200);

            assertThat(ann.client().post("/v1/logout", "").status()).isEqualTo(204);

            assertDeadWithin(elsewhere, WITHIN);
        }
    }

    /** The node remembers it for far longer. */
    @Test
    void sessionThatIsRememberedShouldEndOnTime() {
        SignedIn ann = anonymous.signUp();
        int lifetimeSeconds = 4;
        expire(server, ann, lifetimeSeconds);
        assertThat(status(ann.client())).isEqualTo(200);

        assertDeadWithin(ann.client(), Duration.ofSeconds(lifetimeSeconds).plus(WITHIN));
    }

    private static void expire(TestServer server, SignedIn player, int afterSeconds) {
        int rows = server.sql("UPDATE sign_in_session SET expires_at = created_at + %d WHERE token_hash = '%s'"
                .formatted(afterSeconds * 1_000_000L, Token.hash(player.token())));
        assertThat(rows).isEqualTo(1);
    }

    /** Counts from when a request was sent: a slow machine makes answers late, and no token live longer. */
    private static void assertDeadWithin(Client client, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        long sent = System.nanoTime();
        while (status(client) == 200) {
            assertThat(sent).isLessThan(deadline);
            sent = System.nanoTime();
        }
    }

    @Test
    void tokenShouldBeStoredAsItsHashAlone() throws Exception {
        String device = UUID.randomUUID().toString();
        String token = anonymous
                .post("/v1/login/device", "{\"deviceId\":\"" + device + "\"}")
                .json()
                .get("token")
                .textValue();
        String sha256 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII)));

        String everything = dump(server.databaseUrl());

        assertThat(everything).contains(sha256).contains(Token.hash(device));
        assertThat(everything.contains(token.substring(3))).isFalse();
        assertThat(everything.contains(device)).isFalse();
        assertThat(everything.contains(TestServer.ADMIN_KEY)).isFalse();
    }

    /** Every value of every row of every table. */
    private static String dump(String url) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            String schema = url.startsWith("jdbc:h2:") ? "SCHEMA()" : "DATABASE()";
            try (ResultSet rows = sql.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = " + schema)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            assertThat(tables).contains("sign_in_session", "device_identity", "player");
            for (String table : tables) {
                try (ResultSet rows = sql.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            all.append(rows.getString(i)).append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    @Test
    void purgeShouldRemoveExpiredSessionsAndNoOthers() {
        try (TestServer own = TestServer.start(database, Map.of())) {
            SignedIn ann = own.client().signUp();
            SignedIn bob = own.client().signUp();
            for (int i = 0; i < 2_100; i += 100) { // more than two batches
                own.sql("INSERT INTO sign_in_session (token_hash, session_id, player_no, created_at, last_seen_at,"
                        + " expires_at) SELECT CONCAT('old', " + i + " + n), CONCAT('old', " + i + " + n), player_no,"
                        + " 1, 1 + MOD(n, 2) * 9000000000000000, 2 + MOD(n + 1, 2) * 9000000000000000 FROM ("
                        + hundred() + ") numbers, player "
                        + "WHERE player_id = '" + ann.playerId() + "'");
            }
            expire(own, bob, 0);
            own.sql("UPDATE task SET execution_time = 1 WHERE task_name = 'schedule.fire' AND task_data LIKE"
                    + " '%session.purge%'");
            own.sql("UPDATE schedule SET next_run_at = 1 WHERE name = 'session.purge'");

            await().atMost(Duration.ofSeconds(20)).until(() -> own.number("SELECT COUNT(*) FROM sign_in_session") == 1);
            assertThat(status(ann.client())).isEqualTo(200);
            assertThat(status(bob.client())).isEqualTo(401);
        }
    }

    private static String hundred() {
        StringBuilder sql = new StringBuilder("SELECT 0 AS n");
        for (int i = 1; i < 100; i++) {
            sql.append(" UNION ALL SELECT ").append(i);
        }
        return sql.toString();
    }
}

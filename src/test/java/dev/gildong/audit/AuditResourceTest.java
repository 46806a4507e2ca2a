package dev.gildong.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.persistence.Database;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditResourceTest {
    private static final String AUDIT = "/v1/audit";

    private final TestDatabase database;
    private final TestServer server;
    private final Client admin;
    private final String name = "k" + UUID.randomUUID();

    AuditResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        admin = server.admin();
    }

    private static Answer makeKey(Client by, String name) {
        return by.post("/v1/api-keys", "{\"name\": \"" + name + "\", \"scopes\": [\"keys\", \"players\"]}");
    }

    @Test
    void itemShouldSayWhoDidWhatFromWhereInWhichRequestAndNoSecret() {
        Answer made = makeKey(admin, name);
        Client key = server.client().withToken(made.json().get("secret").textValue());
        String player = server.client().signUp().playerId();
        Answer banned = key.put("/v1/players/" + player + "/ban", "{\"reason\": \"hidden words\"}");

        Answer page = admin.get(AUDIT + "?who=key:" + name);
        JsonNode item = page.json().at("/items/0");

        assertThat(page.json().get("items")).hasSize(1);
        assertThat(item.get("who").textValue()).isEqualTo("key:" + name);
        assertThat(item.get("action").textValue()).isEqualTo("player.banned");
        assertThat(item.get("subject").textValue()).isEqualTo(player);
        assertThat(item.get("address").textValue()).isEqualTo("127.0.0.1");
        assertThat(item.get("requestId").textValue()).isEqualTo(banned.header("X-Request-Id"));
        assertThat(page.body()).doesNotContain("hidden");
        assertThat(admin.get(AUDIT + "?action=api-key.created&limit=100").body())
                .contains("keys", name)
                .doesNotContain(made.json().get("secret").textValue());
    }

    @Test
    void playerOfTheStaffShouldBeNamedByTheId() {
        Client.SignedIn moderator = server.client().signUp();
        String device = UUID.randomUUID().toString();
        Answer signedIn = server.client().post("/v1/login/device", "{\"deviceId\": \"" + device + "\"}");
        String id = signedIn.json().at("/player/id").textValue();
        admin.put("/v1/players/" + id + "/role", "{\"role\": \"moderator\"}");
        Answer again = server.client().post("/v1/login/device", "{\"deviceId\": \"" + device + "\"}");
        Client staff = server.client().withToken(again.json().get("token").textValue());

        staff.put("/v1/players/" + moderator.playerId() + "/ban", "{\"reason\": \"cheats\"}");

        JsonNode items = admin.get(AUDIT + "?who=player:" + id).json().get("items");
        assertThat(items).hasSize(1);
        assertThat(items.at("/0/subject").textValue()).isEqualTo(moderator.playerId());
        assertThat(staff.get(AUDIT).status()).isEqualTo(403);
    }

    @Test
    void pagesShouldShowEachItemOnceAlsoWhenMoreIsDoneMeanwhile() {
        try (TestServer own = TestServer.start(database, Map.of())) {
            Client boss = own.admin();
            for (String each : new String[] {"a", "b", "c"}) {
                makeKey(boss, each);
            }
            String filter = AUDIT + "?limit=2&who=key:admin&action=api-key.created";
            JsonNode first = boss.get(filter).json();
            makeKey(boss, "d");
            String token = first.get("nextPageToken").textValue();
            JsonNode second = boss.get(filter + "&pageToken=" + token).json();

            assertThat(first.get("items"))
                    .extracting(item -> item.get("subject").textValue())
                    .containsExactly("c", "b");
            assertThat(second.get("items"))
                    .extracting(item -> item.get("subject").textValue())
                    .containsExactly("a");
            assertThat(second.has("nextPageToken")).isFalse();
            assertThat(boss.get(AUDIT + "?limit=2&pageToken=" + token).status()).isEqualTo(400);
            assertThat(boss.get(AUDIT + "?who=nobody").json().get("items")).isEmpty();
        }
    }

    @Test
    void whatCannotBeRecordedShouldNotBeDone() {
        try (TestServer own = TestServer.start(database, Map.of())) {
            String player = own.client().signUp().playerId();
            own.sql("ALTER TABLE audit_log RENAME TO audit_gone");

            assertThat(makeKey(own.admin(), name).status()).isEqualTo(500);
            assertThat(own.admin()
                            .put("/v1/players/" + player + "/ban", "{\"reason\": \"cheats\"}")
                            .status())
                    .isEqualTo(500);

            assertThat(own.admin().get("/v1/api-keys/" + name).status()).isEqualTo(404);
            assertThat(own.admin().get("/v1/players/" + player + "/ban").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void unitThatIsRolledBackShouldLeaveNoRow() {
        try (Database own = TestDatabase.open(server.databaseUrl(), 1)) {
            AuditLog log = new AuditLog();

            assertThatThrownBy(() -> own.transact(unit -> {
                        log.record(unit, "test.rolled-back", name);
                        throw new IllegalStateException("rolled back");
                    }))
                    .hasMessage("rolled back");
            own.transact(unit -> {
                log.record(unit, "test.committed", name);
                return unit;
            });

            String rows = "SELECT COUNT(*) FROM audit_log WHERE subject = '" + name + "'";
            assertThat(server.number(rows)).isEqualTo(1);
            assertThat(server.number(rows + " AND who = 'server' AND request_id IS NULL"))
                    .isEqualTo(1);
        }
    }
}

package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaderboardResourceTest {
    private static final String WHOLE = """
            "order":"lowest","keep":"sum","decimals":2,"ties":"shared",\
            "season":{"every":"0 18 * * FRI","timeZone":"Europe/Berlin","lateSeconds":300},\
            "opensAt":"2030-01-31T12:00:00Z","closesAt":"2031-01-31T12:00:00.000001Z",\
            "rules":{"min":-10.50,"max":90071992547409.91,"maxChange":0.01,"perMinute":30},\
            "submit":"servers","keepSeasons":0,"read":"public","frozen":true""";

    private final TestServer server;
    private final Client admin;
    private final BoardRow row;
    private final String path;

    LeaderboardResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
        row = BoardRow.random(server);
        path = row.path();
    }

    private static Answer delete(Client client, String path) {
        return client.send("DELETE", path, BodyPublishers.noBody());
    }

    @Test
    void putShouldFillInTheDefaults() {
        Answer made = admin.put(path, "{}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(server.uri() + path);
        String now = made.json().get("createdAt").textValue();
        assertThat(made.body()).isEqualTo("""
                {"name":"%s","order":"highest","keep":"best","decimals":0,"ties":"earliest","submit":"players",\
                "read":"players","frozen":false,"createdAt":"%s","updatedAt":"%s"}""".formatted(row.name(), now, now));
        assertThat(admin.get(path).body()).isEqualTo(made.body());
    }

    @Test
    void wholeDefinitionShouldBeAnsweredAsItWasSent() {
        Answer made = admin.put(path, "{" + WHOLE + "}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).contains(WHOLE);
        assertThat(admin.get(path).body()).isEqualTo(made.body());
        assertThat(admin.put(path, "{" + WHOLE + "}").header("ETag")).isEqualTo(made.header("ETag"));
    }

    @Test
    void sameDefinitionShouldChangeNothingAndAnotherShouldReplaceIt() {
        Answer made = admin.put(path, "{\"order\":\"lowest\",\"frozen\":true}");

        Answer again = admin.put(path, "{\"order\":\"lowest\",\"keep\":\"best\",\"frozen\":true,\"rules\":{}}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(again.header("ETag")).isEqualTo(made.header("ETag"));

        Answer other = admin.put(path, "{\"keep\":\"latest\"}");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.header("ETag")).isNotEqualTo(made.header("ETag"));
        assertThat(other.json().get("order").textValue()).isEqualTo("highest");
        assertThat(other.json().get("frozen").booleanValue()).isFalse();
        assertThat(other.json().get("createdAt")).isEqualTo(made.json().get("createdAt"));
        assertThat(Instant.parse(other.json().get("updatedAt").textValue()))
                .isAfter(Instant.parse(made.json().get("updatedAt").textValue()));
        assertThat(admin.get(path).body()).isEqualTo(other.body());
    }

    @Test
    void manyAtOnceShouldMakeOneBoard() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String body = "{\"keepSeasons\":" + i + "}";
                puts.add(() -> admin.put(path, body));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(puts)) {
                statuses.add(answer.get().status());
            }
            Collections.sort(statuses);
            assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
            assertThat(row.version()).isEqualTo(8);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void conditionalRequestsShouldHold() {
        assertThat(admin.with("If-Match", "\"x\"").put(path, "{}").status()).isEqualTo(412);
        assertThat(admin.get(path).status()).isEqualTo(404);
        String tag = admin.with("If-None-Match", "*").put(path, "{}").header("ETag");

        assertThat(tag).matches("\"[A-Za-z0-9_-]+\"");
        assertThat(admin.with("If-None-Match", tag).get(path).status()).isEqualTo(304);
        assertThat(admin.with("If-None-Match", "\"x\"").get(path).status()).isEqualTo(200);
        assertThat(admin.with("If-Match", "\"x\"").get(path).status()).isEqualTo(412);
        assertThat(admin.with("If-None-Match", "*").put(path, "{}").status()).isEqualTo(412);
        assertThat(admin.with("If-Match", tag).put(path, "{\"frozen\":true}").status())
                .isEqualTo(200);
        assertThat(admin.with("If-Match", tag).put(path, "{}").status()).isEqualTo(412);
        assertThat(delete(admin.with("If-Match", tag), path).status()).isEqualTo(412);
        Answer read = admin.get(path);
        assertThat(read.json().get("frozen").booleanValue()).isTrue();
        assertThat(delete(admin.with("If-Match", read.header("ETag")), path).status())
                .isEqualTo(204);
    }

    @Test
    void onlyAKeyWithTheScopeShouldDefineBoardsAndEveryPlayerShouldSeeThem() {
        Client player = server.client().signUp().client();
        assertThat(server.client().put(path, "{}").status()).isEqualTo(401);
        assertThat(player.put(path, "{}").status()).isEqualTo(403);
        assertThat(server.client().withToken("x".repeat(40)).put(path, "{}").status())
                .isEqualTo(401);
        assertThat(admin.get(path).status()).isEqualTo(404);

        admin.put(path, "{}");
        assertThat(player.get(path).status()).isEqualTo(200);
        assertThat(player.get("/v1/leaderboards?limit=1").status()).isEqualTo(200);
        assertThat(server.client().get("/v1/leaderboards").status()).isEqualTo(401);
        assertThat(delete(player, path).status()).isEqualTo(403);
        assertThat(admin.get(path).status()).isEqualTo(200);
    }

    @Test
    void namesThatDoNotExistShouldBe400() {
        for (String name : List.of("Upper", "-a", "a".repeat(65), "%C3%A9", "a%20b")) {
            String bad = "/v1/leaderboards/" + name;
            assertThat(admin.put(bad, "{}").status()).as(name).isEqualTo(400);
            assertThat(admin.get(bad).status()).as(name).isEqualTo(404);
            assertThat(delete(admin, bad).status()).as(name).isEqualTo(404);
        }
    }

    private void assertRefused(String body, String pointer) {
        Answer answer = admin.put(path, body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asText()).as(body).isEqualTo(pointer);
    }

    @Test
    void whatCannotBeShouldBe400AtItsPlace() {
        assertRefused("{\"order\":\"best\"}", "/order");
        assertRefused("{\"order\":null}", "/order");
        assertRefused("{\"keep\":0}", "/keep");
        assertRefused("{\"ties\":\"latest\"}", "/ties");
        assertRefused("{\"x\":1}", "");
        assertRefused("{\"decimals\":-1}", "/decimals");
        assertRefused("{\"decimals\":7}", "/decimals");
        assertRefused("{\"decimals\":1.0}", "/decimals");
        assertRefused("{\"submit\":\"all\"}", "/submit");
        assertRefused("{\"read\":\"all\"}", "/read");
        assertRefused("{\"keepSeasons\":-1}", "/keepSeasons");
        assertRefused("{\"keepSeasons\":10001}", "/keepSeasons");
        assertRefused("{\"keepSeasons\":null}", "/keepSeasons");
        assertRefused("{\"frozen\":\"no\"}", "/frozen");
    }

    @Test
    void seasonsAndTimesThatCannotBeShouldBe400AtTheirPlace() {
        for (String every : List.of("", "year", "Day", "0 0 30 2 *", "* * * *", "60 * * * *", "a".repeat(101))) {
            assertRefused("{\"season\":{\"every\":\"" + every + "\"}}", "/season/every");
        }
        assertRefused("{\"season\":{}}", "/season/every");
        assertRefused("{\"season\":{\"every\":\"day\",\"x\":1}}", "/season");
        assertRefused("{\"season\":{\"every\":\"day\",\"timeZone\":\"Mars/Olympus\"}}", "/season/timeZone");
        assertRefused("{\"season\":{\"every\":\"day\",\"timeZone\":\"+01:00\"}}", "/season/timeZone");
        assertRefused("{\"season\":{\"every\":\"day\",\"lateSeconds\":-1}}", "/season/lateSeconds");
        assertRefused("{\"season\":{\"every\":\"day\",\"lateSeconds\":86401}}", "/season/lateSeconds");
        assertRefused("{\"season\":\"day\"}", "/season");
        for (String time : List.of("\"tomorrow\"", "\"2030-01-31\"", "1", "\"1999-12-31T23:59:59Z\"")) {
            assertRefused("{\"opensAt\":" + time + "}", "/opensAt");
        }
        assertRefused("{\"closesAt\":\"2500-01-01T00:00:00Z\"}", "/closesAt");
        assertRefused("{\"closesAt\":\"+1000000000-12-31T23:59:59Z\"}", "/closesAt");
        assertRefused("{\"opensAt\":\"2030-01-01T01:00:00+01:00\",\"closesAt\":\"2030-01-01T00:00:00Z\"}", "/closesAt");
    }

    @Test
    void rulesThatCannotBeShouldBe400AtTheirPlace() {
        assertRefused("{\"rules\":{\"min\":1.5}}", "/rules/min");
        assertRefused("{\"rules\":{\"min\":\"1\"}}", "/rules/min");
        assertRefused("{\"decimals\":1,\"rules\":{\"max\":1.25}}", "/rules/max");
        assertRefused("{\"decimals\":6,\"rules\":{\"max\":9007199254.740992}}", "/rules/max");
        assertRefused("{\"rules\":{\"max\":1e3}}", "/rules/max");
        assertRefused("{\"rules\":{\"max\":1E-999999999}}", "/rules/max");
        assertRefused("{\"rules\":{\"min\":2,\"max\":1}}", "/rules/max");
        assertRefused("{\"rules\":{\"maxChange\":0}}", "/rules/maxChange");
        assertRefused("{\"rules\":{\"maxChange\":-1}}", "/rules/maxChange");
        assertRefused("{\"rules\":{\"perMinute\":0}}", "/rules/perMinute");
        assertRefused("{\"rules\":{\"perMinute\":10001}}", "/rules/perMinute");
        assertRefused("{\"rules\":{\"max\":null}}", "/rules/max");
        assertRefused("{\"rules\":{\"most\":1}}", "/rules");
        assertThat(admin.put(path, "{\"rules\":{\"min\":1,\"max\":1}}").status())
                .isEqualTo(201);
    }

    @Test
    void deleteShouldFreeTheNameForAnotherBoard() {
        String tag = admin.put(path, "{}").header("ETag");
        row.season(1, "open", "0", "NULL", 7);
        long number = row.number();

        assertThat(delete(admin, path).status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(delete(admin, path).status()).isEqualTo(404);
        assertThat(server.number("SELECT COUNT(*) FROM season WHERE board_no = " + number + " AND state = 'open'"))
                .isZero();

        Answer anew = admin.put(path, "{\"order\":\"lowest\"}");
        assertThat(anew.status()).isEqualTo(201);
        assertThat(anew.header("ETag")).isNotEqualTo(tag);
        assertThat(row.number()).isNotEqualTo(number);
        assertThat(admin.with("If-Match", tag).put(path, "{}").status()).isEqualTo(412);
    }

    @Test
    void pageShouldGoOnByNameThoughABoardIsDeleted() {
        List<String> mine = new ArrayList<>();
        for (String suffix : List.of("-c", "-a", ".b", "-d", "", "_e")) {
            mine.add(row.name() + suffix);
            admin.put(path + suffix, "{}");
        }
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = admin.get("/v1/leaderboards?limit=2" + token).json();
            page.get("items").forEach(item -> seen.add(item.get("name").textValue()));
            String last = seen.get(seen.size() - 1);
            if (mine.contains(last)) {
                delete(admin, "/v1/leaderboards/" + last);
            }
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());

        assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(mine);
    }

    @Test
    void parametersOfAPageShouldBeChecked() {
        admin.put("/v1/schedules/a" + row.name(), "{\"cron\":\"@yearly\",\"task\":\"add\",\"args\":{\"x\":1,\"y\":1}}");
        String schedules =
                admin.get("/v1/schedules?limit=1").json().get("nextPageToken").textValue();

        for (String query :
                List.of("limit=0", "limit=101", "limit=x", "pageToken=x", "page=2", "pageToken=" + schedules)) {
            assertThat(admin.get("/v1/leaderboards?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(admin.get("/v1/schedules?pageToken=" + schedules).status()).isEqualTo(200);
    }
}

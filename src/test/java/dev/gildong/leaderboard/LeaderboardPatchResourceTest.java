package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
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
class LeaderboardPatchResourceTest {
    private final TestServer server;
    private final Client admin;
    private final BoardRow row;
    private final String path;

    LeaderboardPatchResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
        row = BoardRow.random(server);
        path = row.path();
    }

    private Answer patch(String body) {
        return row.patch(admin, body);
    }

    @Test
    void patchShouldChangeWhatItNamesAndNullShouldTakeAway() {
        admin.put(path, """
                {"order":"lowest","decimals":2,"season":{"every":"week","timeZone":"Asia/Seoul","lateSeconds":60},
                "closesAt":"2090-01-01T00:00:00Z","rules":{"min":1.50,"max":2,"perMinute":3},"keepSeasons":4}""");

        Answer answer = patch("""
                {"closesAt":null,"keepSeasons":null,"frozen":true,"submit":null,
                "rules":{"min":null,"max":2.25,"maxChange":0.01},"season":{"timeZone":null,"every":"day"}}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("""
                "order":"lowest","keep":"best","decimals":2,"ties":"earliest",\
                "season":{"every":"day","timeZone":"UTC","lateSeconds":60},\
                "rules":{"max":2.25,"maxChange":0.01,"perMinute":3},\
                "submit":"players","read":"players","frozen":true,""");
        assertThat(admin.get(path).body()).isEqualTo(answer.body());
        assertThat(admin.get(path).header("ETag")).isEqualTo(answer.header("ETag"));

        JsonNode less = patch("{\"season\":null,\"rules\":null}").json();
        assertThat(less.has("season") || less.has("rules")).isFalse();
    }

    @Test
    void patchThatChangesNothingShouldKeepTheETagAndJsonShouldBeTakenForAPatch() {
        String tag = admin.put(path, "{\"closesAt\":\"2090-01-01T00:00:00Z\"}").header("ETag");

        assertThat(patch("{}").header("ETag")).isEqualTo(tag);
        assertThat(patch("{\"keep\":\"best\",\"opensAt\":null}").header("ETag")).isEqualTo(tag);
        assertThat(row.version()).isEqualTo(1);
        Answer json = admin.with("Content-Type", "application/json")
                .send("PATCH", path, BodyPublishers.ofString("{\"read\":\"public\"}"));
        assertThat(json.json().get("read").textValue()).isEqualTo("public");
        assertThat(json.json().get("closesAt").textValue()).isEqualTo("2090-01-01T00:00:00Z");
        assertThat(admin.with("Content-Type", "text/plain")
                        .send("PATCH", path, BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void patchThatMakesNoDefinitionShouldBe400() {
        String tag = admin.put(path, "{\"decimals\":1,\"rules\":{\"min\":0.5}}").header("ETag");

        for (List<String> each : List.of(
                List.of("{\"decimals\":0}", "/rules/min"),
                List.of("{\"rules\":{\"max\":0.4}}", "/rules/max"),
                List.of("{\"season\":{\"timeZone\":\"UTC\"}}", "/season/every"),
                List.of("{\"season\":\"day\"}", "/season"),
                List.of("{\"name\":\"other\"}", ""),
                List.of("{\"rules\":[]}", "/rules"))) {
            Answer answer = patch(each.get(0));
            assertThat(answer.status()).as(each.get(0)).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/pointer").asText())
                    .as(each.get(0))
                    .isEqualTo(each.get(1));
        }
        for (String body : List.of("", "null", "[]", "1", "{", "{\"read\":\"public\",\"read\":\"players\"}", "{}{}")) {
            assertThat(patch(body).status()).as(body).isEqualTo(400);
        }
        assertThat(admin.get(path).header("ETag")).isEqualTo(tag);
    }

    @Test
    void onlyAKeyWithTheScopeShouldPatchAndOnlyWhatIsThere() {
        assertThat(patch("{}").status()).isEqualTo(404);
        admin.put(path, "{}");
        assertThat(row.patch(server.client().signUp().client(), "{\"frozen\":true}")
                        .status())
                .isEqualTo(403);
        assertThat(row.patch(server.client(), "{\"frozen\":true}").status()).isEqualTo(401);
        assertThat(row.version()).isEqualTo(1);
    }

    private List<Answer> atOnce(List<Callable<Answer>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void oneOfManyPatchesWithTheSameETagShouldWin() throws Exception {
        Client holder = admin.with("If-Match", admin.put(path, "{}").header("ETag"));
        List<Callable<Answer>> patches = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            String body = "{\"keepSeasons\":" + i + "}";
            patches.add(() -> row.patch(holder, body));
        }

        List<Answer> answers = atOnce(patches);

        assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(200);
        assertThat(answers.stream().map(Answer::status)).allMatch(status -> status == 200 || status == 412);
        String winner = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(admin.get(path).body()).isEqualTo(winner);
        assertThat(row.version()).isEqualTo(2);
    }

    @Test
    void noneOfManyPatchesOfOtherPartsShouldBeLost() throws Exception {
        admin.put(path, "{}");
        List<String> parts =
                List.of("\"frozen\":true", "\"submit\":\"servers\"", "\"read\":\"public\"", "\"keepSeasons\":1");
        List<String> rules = List.of("\"min\":1", "\"max\":2", "\"maxChange\":3", "\"perMinute\":4");
        List<Callable<Answer>> patches = new ArrayList<>();
        parts.forEach(part -> patches.add(() -> patch("{" + part + "}")));
        rules.forEach(part -> patches.add(() -> patch("{\"rules\":{" + part + "}}")));
        Collections.shuffle(patches);

        assertThat(atOnce(patches)).allMatch(answer -> answer.status() == 200);
        assertThat(admin.get(path).body()).contains(parts).contains(rules);
        assertThat(row.version()).isEqualTo(9);
    }
}

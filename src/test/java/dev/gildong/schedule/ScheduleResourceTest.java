package dev.gildong.schedule;

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
class ScheduleResourceTest {
    private final TestServer server;
    private final Client admin;
    private final ScheduleRow row;
    private final String path;

    ScheduleResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
        row = ScheduleRow.random(server);
        path = row.path();
    }

    private Answer delete(Client client) {
        return client.send("DELETE", path, BodyPublishers.noBody());
    }

    @Test
    void putShouldFillInTheDefaultsAndSayWhenTheNextRunIs() {
        Answer made = admin.put(path, row.body("0 0 1 1 *", ""));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(server.uri() + path);
        JsonNode json = made.json();
        assertThat(json.get("name").textValue()).isEqualTo(row.name());
        assertThat(json.get("timeZone").textValue()).isEqualTo("UTC");
        assertThat(json.get("missed").textValue()).isEqualTo("once");
        assertThat(json.get("enabled").booleanValue()).isTrue();
        assertThat(json.get("args")).hasToString("{\"x\":" + row.x() + ",\"y\":1}");
        assertThat(json.get("nextRunAt").textValue()).matches("20\\d\\d-01-01T00:00:00Z");
        assertThat(Instant.parse(json.get("nextRunAt").textValue()))
                .isAfter(Instant.parse(json.get("createdAt").textValue()));
        assertThat(json.has("lastRunAt") || json.has("lastTaskId")).isFalse();
        assertThat(admin.get(path).body()).isEqualTo(made.body());
        assertThat(admin.get(path).header("ETag")).isEqualTo(made.header("ETag"));
        assertThat(row.waitsForItsNextTime()).isTrue();
    }

    @Test
    void sameDefinitionShouldChangeNothingAndAnotherShouldReplaceIt() {
        Answer made = admin.put(path, row.body("@daily", ""));
        Answer same = admin.put(path, row.body("@daily", ", \"timeZone\": \"UTC\", \"enabled\": true"));
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body()).isEqualTo(made.body());
        assertThat(same.header("ETag")).isEqualTo(made.header("ETag"));

        Answer other = admin.put(path, row.body("@daily", ", \"timeZone\": \"Asia/Seoul\", \"missed\": \"each\""));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.header("ETag")).isNotEqualTo(made.header("ETag"));
        assertThat(other.json().get("nextRunAt").textValue()).endsWith("T15:00:00Z");
        assertThat(other.json().get("createdAt")).isEqualTo(made.json().get("createdAt"));
        assertThat(Instant.parse(other.json().get("updatedAt").textValue()))
                .isAfter(Instant.parse(made.json().get("updatedAt").textValue()));
        assertThat(admin.get(path).body()).isEqualTo(other.body());
        assertThat(row.waitsForItsNextTime()).isTrue();
    }

    @Test
    void disabledShouldHaveNoNextRunUntilItIsEnabled() {
        Answer made = admin.put(path, row.body("@daily", ", \"enabled\": false"));
        assertThat(made.json().has("nextRunAt")).isFalse();
        assertThat(row.waiting()).isZero();

        assertThat(admin.put(path, row.body("@daily", "")).json().has("nextRunAt"))
                .isTrue();
        assertThat(row.waitsForItsNextTime()).isTrue();

        assertThat(admin.put(path, row.body("@daily", ", \"enabled\": false"))
                        .json()
                        .has("nextRunAt"))
                .isFalse();
        assertThat(row.waiting()).isZero();
    }

    @Test
    void deleteShouldCallOffWhatWaits() {
        admin.put(path, row.body("@daily", ""));

        assertThat(delete(admin).status()).isEqualTo(204);
        assertThat(row.waiting()).isZero();
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(delete(admin).status()).isEqualTo(404);
        assertThat(admin.put(path, row.body("@daily", "")).status()).isEqualTo(201);
        assertThat(row.waitsForItsNextTime()).isTrue();
    }

    @Test
    void conditionalRequestsShouldHold() {
        String body = row.body("@daily", "");
        assertThat(admin.with("If-Match", "\"x\"").put(path, body).status()).isEqualTo(412);
        assertThat(admin.get(path).status()).isEqualTo(404);
        String tag = admin.with("If-None-Match", "*").put(path, body).header("ETag");

        assertThat(tag).matches("\"[A-Za-z0-9_-]+\"");
        assertThat(admin.with("If-None-Match", tag).get(path).status()).isEqualTo(304);
        assertThat(admin.with("If-None-Match", "\"x\"").get(path).status()).isEqualTo(200);
        Answer another = admin.with("If-Match", "\"x\"").get(path);
        assertThat(another.status()).isEqualTo(412);
        assertThat(another.json().get("detail").textValue()).contains("expected");
        assertThat(admin.with("If-None-Match", "*").put(path, body).status()).isEqualTo(412);
        assertThat(admin.with("If-Match", tag)
                        .put(path, row.body("@weekly", ""))
                        .status())
                .isEqualTo(200);
        assertThat(admin.with("If-Match", tag).put(path, body).status()).isEqualTo(412);
        assertThat(delete(admin.with("If-Match", tag)).status()).isEqualTo(412);
        assertThat(admin.get(path).json().get("cron").textValue()).isEqualTo("@weekly");
        assertThat(delete(admin.with("If-Match", admin.get(path).header("ETag")))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void manyAtOnceShouldMakeOneScheduleWithOneTask() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String body = row.body(i + " 0 * * *", "");
                puts.add(() -> admin.put(path, body));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(puts)) {
                statuses.add(answer.get().status());
            }
            Collections.sort(statuses);
            assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 200, 200, 201);
            assertThat(row.waitsForItsNextTime()).isTrue();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void pageShouldGoOnByNameThoughAScheduleIsDeleted() {
        List<String> mine = new ArrayList<>();
        for (String suffix : List.of("-c", "-a", ".b", "-d", "", "_e")) {
            mine.add(row.name() + suffix);
            admin.put(path + suffix, row.body("@yearly", ""));
        }
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = admin.get("/v1/schedules?limit=2" + token).json();
            page.get("items").forEach(item -> seen.add(item.get("name").textValue()));
            String last = seen.get(seen.size() - 1);
            if (mine.contains(last)) {
                admin.send("DELETE", "/v1/schedules/" + last, BodyPublishers.noBody());
            }
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());

        assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(mine).contains("session.purge", "task.purge");
    }

    @Test
    void parametersOfAPageShouldBeChecked() {
        for (String query : List.of("limit=0", "limit=101", "limit=x", "pageToken=x", "page=2")) {
            assertThat(admin.get("/v1/schedules?" + query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void onlyAKeyWithTheScopeShouldSeeOrChangeSchedules() {
        String body = row.body("@daily", "");
        Client player = server.client().signUp().client();
        assertThat(server.client().put(path, body).status()).isEqualTo(401);
        assertThat(player.put(path, body).status()).isEqualTo(403);
        assertThat(player.get(path).status()).isEqualTo(403);
        assertThat(player.get("/v1/schedules").status()).isEqualTo(403);
        assertThat(delete(player).status()).isEqualTo(403);
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    private void assertRefused(String body, String pointer) {
        Answer answer = admin.put(path, body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asText()).as(body).isEqualTo(pointer);
    }

    @Test
    void whatCannotBeScheduledShouldBe400AtItsPlace() {
        assertRefused(row.body("every day", ""), "/cron");
        assertRefused(row.body("0 0 30 2 *", ""), "/cron");
        assertRefused(row.body("-", ""), "/cron");
        assertRefused(row.body("@daily", ", \"timeZone\": \"Mars/Olympus\""), "/timeZone");
        assertRefused(row.body("@daily", ", \"missed\": \"never\""), "/missed");
        assertRefused(row.body("@daily", ", \"missed\": null"), "/missed");
        assertRefused(row.body("@daily", ", \"enabled\": \"yes\""), "/enabled");
        assertRefused(row.body("@daily", "").replace("\"add\"", "\"nope\""), "/task");
        assertRefused(row.body("@daily", "").replace("\"add\"", "\"session.purge\""), "/task");
        assertRefused(row.body("@daily", "").replace("\"add\"", "\"schedule.fire\""), "/task");
        assertRefused(row.body("@daily", "").replace("\"y\": 1", "\"y\": \"1\""), "/args/y");
        assertRefused(row.body("@daily", "").replace(", \"y\": 1", ""), "/args/y");
        assertRefused(row.body("@daily", "").replace("\"y\": 1", "\"y\": 1, \"z\": 1"), "/args");
        assertRefused("{\"task\": \"add\", \"args\": {\"x\": 1, \"y\": 1}}", "/cron");
        assertRefused("{\"cron\": \"@daily\", \"task\": \"add\"}", "/args");
        assertRefused("{\"cron\": \"@daily\", \"task\": \"add\", \"args\": []}", "/args");
        assertThat(admin.put(path, row.body("@daily", ", \"zone\": \"UTC\"")).status())
                .isEqualTo(400);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(row.waiting()).isZero();
    }

    @Test
    void namesThatDoNotExistShouldBe400() {
        for (String name : List.of("Upper", "-a", "a".repeat(65), "%C3%A9", "a%20b")) {
            assertThat(admin.put("/v1/schedules/" + name, row.body("@daily", ""))
                            .status())
                    .as(name)
                    .isEqualTo(400);
            assertThat(admin.get("/v1/schedules/" + name).status()).as(name).isEqualTo(404);
        }
    }
}

package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.token.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DocumentVersionResourceTest {
    private final TestServer server;
    private final SignedIn ann;
    private final Client me;
    private final String collection = "c" + UUID.randomUUID();
    private final String path = "/v1/me/documents/" + collection + "/k";

    DocumentVersionResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        ann = server.client().signUp("Ann");
        me = ann.client();
    }

    private void write(int from, int to) {
        for (int i = from; i <= to; i++) {
            assertThat(me.put(path, "{\"n\":" + i + "}").status()).isBetween(200, 201);
        }
    }

    private List<Integer> versions(String query) {
        List<Integer> versions = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = me.get(path + "/versions" + query + token).json();
            page.get("items").forEach(item -> {
                versions.add(item.get("version").intValue());
                assertThat(item.at("/value/n").intValue())
                        .isEqualTo(item.get("version").intValue());
            });
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());
        return versions;
    }

    @Test
    void lastVersionsShouldBeListedAndRead() {
        server.admin().put("/v1/collections/" + collection, "{\"keepVersions\":3}");
        write(1, 6);

        assertThat(versions("?limit=100")).containsExactly(6, 5, 4, 3);
        assertThat(versions("?limit=1")).containsExactly(6, 5, 4, 3);
        Answer former = me.get(path + "/versions/4");
        assertThat(former.body()).isEqualTo("{\"n\":4}");
        assertThat(former.header("ETag")).isEqualTo("\"4\"");
        assertThat(me.get(path + "/versions/6").body()).isEqualTo("{\"n\":6}");
        for (String version : List.of("2", "7", "0", "-1", "x", "1".repeat(30))) {
            assertThat(me.get(path + "/versions/" + version).status())
                    .as(version)
                    .isEqualTo(404);
            assertThat(me.post(path + "/versions/" + version + ":restore", "").status())
                    .as(version)
                    .isEqualTo(404);
        }
        server.admin().put("/v1/collections/" + collection, "{\"keepVersions\":0}");
        write(7, 7);
        assertThat(versions("?limit=100")).containsExactly(7);
    }

    @Test
    void restoreShouldMakeAFormerVersionTheNextOne() {
        write(1, 3);
        Answer restored = me.with("If-Match", "\"3\"").post(path + "/versions/1:restore", "");

        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.header("ETag")).isEqualTo("\"4\"");
        assertThat(restored.body()).isEqualTo("{\"n\":1}");
        assertThat(me.get(path).body()).isEqualTo("{\"n\":1}");
        assertThat(me.get(path + "/versions/3").body()).isEqualTo("{\"n\":3}");
    }

    @Test
    void deletedDocumentShouldBeRestored() {
        write(1, 2);
        me.delete(path);
        assertThat(versions("?limit=100")).containsExactly(2, 1);

        Answer restored = me.with("If-None-Match", "*").post(path + "/versions/2:restore", "");

        assertThat(restored.status()).isEqualTo(201);
        assertThat(restored.header("Location")).isEqualTo(server.uri() + path);
        assertThat(restored.header("ETag")).isEqualTo("\"3\"");
        assertThat(me.get(path).body()).isEqualTo("{\"n\":2}");
    }

    @Test
    void versionOfAnotherDocumentShouldNotBeFound() {
        write(1, 3);
        String other = path + "2";
        me.put(other, "{}");

        assertThat(me.post(other + "/versions/3:restore", "").status()).isEqualTo(404);
        assertThat(me.with("If-Match", "\"3\"").put(other, "{\"a\":1}").status())
                .isEqualTo(412);
        assertThat(me.get(other).body()).isEqualTo("{}");
        Client bob = server.client().signUp("Bob").client();
        assertThat(bob.get(path + "/versions/1").status()).isEqualTo(404);
        assertThat(bob.get(path + "/versions").json().get("items")).isEmpty();
        String token =
                me.get(path + "/versions?limit=1").json().get("nextPageToken").textValue();
        assertThat(me.get(other + "/versions?pageToken=" + token).status()).isEqualTo(400);
    }

    @Test
    void purgeShouldRemoveWhatIsOldAndLetNoVersionComeAgain() throws Exception {
        write(1, 4);
        String deleted = path + "-deleted";
        me.put(deleted, "{}");
        me.put(deleted, "{\"n\":2}");
        me.put(deleted, "{\"n\":3}");
        me.delete(deleted);
        server.sql("UPDATE document_version SET replaced_at = 1 WHERE version <= 2 AND doc_key = 'k' AND collection = '"
                + collection + "'");
        server.sql("UPDATE document_version SET replaced_at = 1 WHERE doc_key <> 'k' AND collection = '" + collection
                + "'");
        server.sql("UPDATE document SET deleted_at = 1 WHERE deleted_at IS NOT NULL AND collection = '" + collection
                + "'");

        purge();

        assertThat(versions("?limit=100")).containsExactly(4, 3);
        assertThat(me.get(deleted + "/versions").json().get("items")).isEmpty();
        assertThat(server.number("SELECT COUNT(*) FROM document WHERE collection = '" + collection + "'"))
                .isEqualTo(1);
        Answer again = me.put(deleted, "{}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("ETag")).isEqualTo("\"4\"");
        assertThat(me.with("If-Match", "\"1\"").put(deleted, "{}").status()).isEqualTo(412);
    }

    private void purge() throws InterruptedException {
        String task = Token.random(16);
        server.sql("""
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, picked,
                  consecutive_failures, version, priority, state, attempts, created_at)
                VALUES ('document.purge', '%s', '%s', 1, 1, FALSE, 0, 1, 0, 'queued', 0, 1)
                """.formatted(task, "{}"));
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (server.number("SELECT COUNT(*) FROM task WHERE task_instance = '" + task + "'") > 0) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void gameServerShouldReadAndRestoreVersionsOfAnyPlayer() {
        server.admin().put("/v1/collections/" + collection, "{\"visibility\":\"servers\",\"write\":\"servers\"}");
        Client admin = server.admin();
        String theirs = path.replace("/me/", "/players/" + ann.playerId() + "/");
        admin.put(theirs, "{\"n\":1}");
        admin.put(theirs, "{\"n\":2}");
        assertThat(me.get(path + "/versions/1").status()).isEqualTo(403);
        assertThat(me.get(theirs + "/versions/1").status()).isEqualTo(403);

        assertThat(admin.get(theirs + "/versions").json().get("items")).hasSize(2);
        assertThat(admin.get(theirs + "/versions?limit=1")
                        .json()
                        .at("/items/0/version")
                        .intValue())
                .isEqualTo(2);
        Answer former = admin.get(theirs + "/versions/1");
        assertThat(former.body()).isEqualTo("{\"n\":1}");
        assertThat(former.header("ETag")).isEqualTo("\"1\"");
        assertThat(admin.with("If-Match", "\"1\"")
                        .post(theirs + "/versions/1:restore", "")
                        .status())
                .isEqualTo(412);
        Answer restored = admin.with("If-Match", "\"2\"").post(theirs + "/versions/1:restore", "");

        assertThat(restored.status()).as(restored.body()).isEqualTo(200);
        assertThat(restored.body()).isEqualTo("{\"n\":1}");
        assertThat(restored.header("ETag")).isEqualTo("\"3\"");
        assertThat(admin.delete(theirs).status()).isEqualTo(204);
        Answer again = admin.post(theirs + "/versions/2:restore", "");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Location")).isEqualTo(server.uri() + theirs);
        assertThat(admin.get(theirs + "/versions/9").status()).isEqualTo(404);
        assertThat(admin.get(theirs + "/versions/x").status()).isEqualTo(404);
        assertThat(admin.get(theirs.replace(ann.playerId(), "nobody") + "/versions/1")
                        .status())
                .isEqualTo(404);
    }
}

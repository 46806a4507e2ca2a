package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CollectionResourceTest {
    private final TestServer server;
    private final Client admin;
    private final SignedIn ann;
    private final Client me;
    private final Client bob;
    private final String name = "c" + UUID.randomUUID();
    private final String definition = "/v1/collections/" + name;
    private final String mine = "/v1/me/documents/" + name;
    private final String byId;

    CollectionResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        admin = server.admin();
        ann = server.client().signUp("Ann");
        me = ann.client();
        bob = server.client().signUp("Bob").client();
        byId = "/v1/players/" + ann.playerId() + "/documents/" + name;
    }

    private void declare(String body) {
        assertThat(admin.put(definition, body).status()).isBetween(200, 201);
    }

    @Test
    void definitionShouldBeFilledInWithDefaultsAndChangeByPut() {
        assertThat(admin.get(definition).status()).isEqualTo(404);
        Answer made = admin.with("If-None-Match", "*").put(definition, "{}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(server.uri() + definition);
        JsonNode json = made.json();
        assertThat(json.get("write").textValue()).isEqualTo("players");
        assertThat(json.get("visibility").textValue()).isEqualTo("private");
        assertThat(json.get("requirePrecondition").booleanValue()).isFalse();
        assertThat(json.get("maxBytes").intValue()).isEqualTo(262_144);
        assertThat(json.get("maxDocuments").intValue()).isEqualTo(1000);
        assertThat(json.get("keepVersions").intValue()).isEqualTo(10);
        assertThat(admin.put(definition, "{}").header("ETag")).isEqualTo(made.header("ETag"));

        Answer changed = admin.put(
                definition,
                "{\"visibility\":\"servers\",\"maxBytes\":100,\"maxDocuments\":2,\"keepVersions\":0,\"requirePrecondition\":true}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().get("write").textValue()).isEqualTo("servers");
        assertThat(changed.json().get("maxBytes").intValue()).isEqualTo(100);
        assertThat(admin.get(definition).body()).isEqualTo(changed.body());
        assertThat(admin.with("If-Match", made.header("ETag"))
                        .put(definition, "{}")
                        .status())
                .isEqualTo(412);
        assertThat(admin.with("If-None-Match", changed.header("ETag"))
                        .get(definition)
                        .status())
                .isEqualTo(304);
        assertThat(admin.delete(definition).status()).isEqualTo(204);
        assertThat(admin.delete(definition).status()).isEqualTo(404);
    }

    @Test
    void whatCannotHoldShouldBe400AtItsPlace() {
        for (String[] bad : new String[][] {
            {"{\"write\":\"nobody\"}", "/write"},
            {"{\"write\":\"players\",\"visibility\":\"servers\"}", "/write"},
            {"{\"visibility\":null}", "/visibility"},
            {"{\"maxBytes\":1}", "/maxBytes"},
            {"{\"maxBytes\":262145}", "/maxBytes"},
            {"{\"maxDocuments\":0}", "/maxDocuments"},
            {"{\"keepVersions\":-1}", "/keepVersions"},
            {"{\"keepVersions\":1001}", "/keepVersions"}
        }) {
            Answer answer = admin.put(definition, bad[0]);
            assertThat(answer.status()).as(bad[0]).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/pointer").asText())
                    .as(bad[0])
                    .isEqualTo(bad[1]);
        }
        assertThat(admin.get(definition).status()).isEqualTo(404);
    }

    @Test
    void pageShouldListDeclaredOnesByName() {
        declare("{}");
        declare("{}");
        admin.put(definition + "-b", "{}");
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = admin.get("/v1/collections?limit=1" + token).json();
            page.get("items").forEach(item -> seen.add(item.get("name").textValue()));
            token = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());

        assertThat(seen).isSorted().doesNotHaveDuplicates().contains(name, name + "-b");
    }

    @Test
    void publicDocumentsShouldBeReadByEverybodyAndWrittenByTheirPlayer() {
        declare("{\"visibility\":\"public\"}");
        me.put(mine + "/k", "{\"a\":1}");

        assertThat(bob.get(byId + "/k").body()).isEqualTo("{\"a\":1}");
        assertThat(bob.with("If-None-Match", "\"1\"").get(byId + "/k").status()).isEqualTo(304);
        assertThat(bob.put(byId + "/k", "{}").status()).isEqualTo(403);
        assertThat(bob.get(byId).status()).isEqualTo(403);
        assertThat(server.client().get(byId + "/k").status()).isEqualTo(401);
        declare("{}");
        assertThat(bob.get(byId + "/k").status()).isEqualTo(404);
        assertThat(me.get(mine + "/k").status()).isEqualTo(200);
    }

    @Test
    void collectionThatServersWriteShouldBeReadByItsPlayer() {
        declare("{\"write\":\"servers\"}");

        assertThat(me.put(mine + "/k", "{}").status()).isEqualTo(403);
        assertThat(admin.put(byId + "/k", "{\"a\":1}").status()).isEqualTo(201);
        assertThat(me.get(mine + "/k").body()).isEqualTo("{\"a\":1}");
        for (Answer refused : List.of(
                me.put(mine + "/k", "{}"),
                me.patch(mine + "/k", "{}"),
                me.post(mine + "/k:apply", "[{\"remove\":\"/a\"}]"),
                me.post(mine + "/k/versions/1:restore", ""),
                me.post(
                        "/v1/me/documents:batch",
                        "{\"items\":[{\"collection\":\"" + name + "\",\"key\":\"k\",\"delete\":true}]}"),
                me.delete(mine + "/k"))) {
            assertThat(refused.status()).isEqualTo(403);
        }
        assertThat(admin.patch(byId + "/k", "{\"b\":2}").header("ETag")).isEqualTo("\"2\"");
        assertThat(admin.post(byId + "/k:apply", "[{\"inc\":\"/a\",\"by\":1}]").body())
                .isEqualTo("{\"a\":2,\"b\":2}");
        assertThat(admin.get(byId).json().at("/items/0/version").intValue()).isEqualTo(3);
        assertThat(admin.delete(byId + "/k").status()).isEqualTo(204);
        assertThat(me.get(mine + "/k").status()).isEqualTo(404);
    }

    @Test
    void collectionForServersAloneShouldBeClosedToItsPlayer() {
        declare("{\"visibility\":\"servers\"}");
        assertThat(admin.put(byId + "/k", "{\"a\":1}").status()).isEqualTo(201);

        for (Answer refused : List.of(
                me.get(mine + "/k"),
                me.get(mine + "/other"),
                me.get(mine),
                me.get(mine + "/k/versions"),
                me.get(mine + "/k/versions/1"),
                me.get(byId + "/k"),
                me.put(mine + "/k", "{}"))) {
            assertThat(refused.status()).isEqualTo(403);
        }
        assertThat(bob.get(byId + "/k").status()).isEqualTo(404);
        assertThat(admin.get(byId + "/k").body()).isEqualTo("{\"a\":1}");
        assertThat(admin.get("/v1/players/nobody/documents/" + name + "/k").status())
                .isEqualTo(404);
        assertThat(admin.put("/v1/players/nobody/documents/" + name + "/k", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void changeWithoutAPreconditionShouldBe428WhereOneIsRequired() {
        me.put(mine + "/k", "{\"a\":1}");
        declare("{\"requirePrecondition\":true}");
        String batch = "{\"items\":[{\"collection\":\"" + name + "\",\"key\":\"k\",\"patch\":{\"a\":2}%s}]}";

        for (Answer refused : List.of(
                me.put(mine + "/k", "{}"),
                me.patch(mine + "/k", "{}"),
                me.post(mine + "/k:apply", "[{\"remove\":\"/a\"}]"),
                me.post(mine + "/k/versions/1:restore", ""),
                me.post("/v1/me/documents:batch", batch.formatted("")),
                me.delete(mine + "/k"),
                admin.delete(byId + "/k"))) {
            assertThat(refused.status()).isEqualTo(428);
        }
        assertThat(me.get(mine + "/k").header("ETag")).isEqualTo("\"1\"");
        assertThat(me.post("/v1/me/documents:batch", batch.formatted(",\"ifVersion\":1"))
                        .status())
                .isEqualTo(200);
        assertThat(me.with("If-Match", "\"2\"").delete(mine + "/k").status()).isEqualTo(204);
        assertThat(me.with("If-None-Match", "*").put(mine + "/k", "{}").status())
                .isEqualTo(201);
    }

    @Test
    void longestDocumentShouldBeThatOfTheCollection() {
        declare("{\"maxBytes\":10}");

        assertThat(me.put(mine + "/k", "{ \"a\" : \"xx\" }").status()).isEqualTo(201);
        assertThat(me.put(mine + "/k", "{\"a\":\"xxx\"}").status()).isEqualTo(413);
        assertThat(me.put(mine + "/k", "{\"a\":\"é\"}").status()).isEqualTo(200);
        assertThat(me.put(mine + "/k", "{\"a\":\"é1\"}").status()).isEqualTo(413);
        assertThat(me.post(mine + "/k:apply", "[{\"set\":\"/b\",\"value\":1}]").status())
                .isEqualTo(413);
        assertThat(me.get(mine + "/k").header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void numberOfDocumentsShouldBeLimitedAlsoWhenManyAreMadeAtOnce() throws Exception {
        declare("{\"maxDocuments\":3}");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String path = mine + "/k" + i;
                puts.add(() -> me.put(path, "{}").status());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(puts)) {
                statuses.add(status.get());
            }
            assertThat(statuses).containsOnly(201, 409);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        } finally {
            threads.shutdown();
        }
        JsonNode items = me.get(mine).json().get("items");
        assertThat(items).hasSize(3);
        String one = mine + "/" + items.get(0).get("key").textValue();
        assertThat(me.put(one, "{\"a\":1}").status()).isEqualTo(200);
        assertThat(me.delete(one).status()).isEqualTo(204);
        assertThat(me.put(mine + "/other", "{}").status()).isEqualTo(201);
        assertThat(me.put(one, "{}").status()).isEqualTo(409);
    }

    @Test
    void definitionShouldStayWhileThereAreDocuments() {
        declare("{\"visibility\":\"servers\"}");
        admin.put(byId + "/k", "{}");

        assertThat(admin.delete(definition).status()).isEqualTo(409);
        assertThat(me.get(mine + "/k").status()).isEqualTo(403);
        admin.delete(byId + "/k");
        assertThat(admin.delete(definition).status()).isEqualTo(204);
    }

    @Test
    void listShouldGoOnByKeyWithinItsPrefix() {
        for (String key : List.of("b", "a.2", "a.10", "A", "a", "a_", "a.1")) {
            me.put(mine + "/" + key, "{\"k\":\"" + key + "\"}");
        }
        me.delete(mine + "/a.10");
        bob.put(mine + "/a.5", "{}");

        assertThat(keys("?limit=2")).containsExactly("A", "a", "a.1", "a.2", "a_", "b");
        assertThat(keys("?limit=1&prefix=a.")).containsExactly("a.1", "a.2");
        assertThat(keys("?limit=1&prefix=x")).isEmpty();
        JsonNode first = me.get(mine + "?limit=1&prefix=a.").json();
        assertThat(first.at("/items/0/value").toString()).isEqualTo("{\"k\":\"a.1\"}");
        String token = first.get("nextPageToken").textValue();
        assertThat(me.get(mine + "?prefix=b&pageToken=" + token).status()).isEqualTo(400);
        assertThat(bob.get(mine + "?prefix=a.&pageToken=" + token).status()).isEqualTo(400);
        for (String query : List.of("limit=0", "limit=101", "prefix=%00", "prefix=a*", "pageToken=x", "page=1")) {
            assertThat(me.get(mine + "?" + query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void pageOfLongDocumentsShouldEndEarly() {
        String document = "{\"s\":\"" + "x".repeat(250_000) + "\"}";
        for (int i = 0; i < 6; i++) {
            me.put(mine + "/k" + i, document);
        }

        Answer page = me.get(mine + "?limit=100");
        assertThat(page.json().get("items")).hasSize(4);
        assertThat(keys("?limit=100")).hasSize(6);
    }

    private List<String> keys(String query) {
        List<String> keys = new ArrayList<>();
        String token = "";
        do {
            Answer page = me.get(mine + query + token);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            page.json().get("items").forEach(item -> keys.add(item.get("key").textValue()));
            token = page.json().has("nextPageToken")
                    ? "&pageToken=" + page.json().get("nextPageToken").textValue()
                    : "";
        } while (!token.isEmpty());
        return keys;
    }
}

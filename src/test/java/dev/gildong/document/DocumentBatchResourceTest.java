package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
class DocumentBatchResourceTest {
    private static final String BATCH = "/v1/me/documents:batch";

    private final TestServer server;
    private final Client me;
    private final String collection = "c" + UUID.randomUUID();
    private final String mine = "/v1/me/documents/" + collection + "/";

    DocumentBatchResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        me = server.client().signUp("Ann").client();
    }

    private String item(String key, String change) {
        return "{\"collection\":\"%s\",\"key\":\"%s\",%s}".formatted(collection, key, change);
    }

    private Answer batch(String... items) {
        return me.post(BATCH, "{\"items\":[" + String.join(",", items) + "]}");
    }

    @Test
    void batchShouldDoAllOfThem() {
        me.put(mine + "wallet", "{\"gold\":10}");
        me.put(mine + "profile", "{\"a\":1,\"b\":1}");
        me.put(mine + "old", "{}");

        Answer answer = batch(
                item("new", "\"put\":{\"pet\":\"tiger\"},\"ifVersion\":0"),
                item("wallet", "\"apply\":[{\"inc\":\"/gold\",\"by\":-4,\"min\":0}],\"ifVersion\":1"),
                item("profile", "\"patch\":{\"a\":null}"),
                item("old", "\"delete\":true"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode items = answer.json().get("items");
        assertThat(items).hasSize(4);
        assertThat(items.get(0).get("key").textValue()).isEqualTo("new");
        assertThat(items.get(0).get("version").intValue()).isEqualTo(1);
        assertThat(items.get(0).has("value")).isFalse();
        assertThat(items.get(1).get("value").toString()).isEqualTo("{\"gold\":6}");
        assertThat(items.get(1).get("version").intValue()).isEqualTo(2);
        assertThat(items.get(2).get("value").toString()).isEqualTo("{\"b\":1}");
        assertThat(items.get(3).has("version")).isFalse();
        assertThat(me.get(mine + "new").body()).isEqualTo("{\"pet\":\"tiger\"}");
        assertThat(me.get(mine + "wallet").body()).isEqualTo("{\"gold\":6}");
        assertThat(me.get(mine + "old").status()).isEqualTo(404);
    }

    private void assertRefused(int status, String pointer, String... items) {
        Answer answer = batch(items);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(me.get(mine + "new").status()).isEqualTo(404);
        assertThat(me.get(mine + "wallet").body()).isEqualTo("{\"gold\":10}");
        assertThat(me.get(mine + "wallet").header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void oneThatIsRefusedShouldTakeAllBackAndBeNamed() {
        me.put(mine + "wallet", "{\"gold\":10}");
        String first = item("new", "\"put\":{}");

        assertRefused(412, "/items/1", first, item("wallet", "\"patch\":{},\"ifVersion\":2"));
        assertRefused(412, "/items/1", first, item("wallet", "\"put\":{},\"ifVersion\":0"));
        assertRefused(404, "/items/1", first, item("nothing", "\"delete\":true"));
        assertRefused(422, "/items/1", first, item("wallet", "\"apply\":[{\"inc\":\"/gold\",\"by\":-11,\"min\":0}]"));
        assertRefused(409, "/items/1", first, item("wallet", "\"apply\":[{\"compare\":\"/gold\",\"value\":1}]"));
        assertRefused(400, "/items/1/apply/0/inc", first, item("wallet", "\"apply\":[{\"inc\":\"x\",\"by\":1}]"));
        assertRefused(400, "/items/1", first, item("wallet", "\"put\":{\"n\":1e400}"));
        assertRefused(400, "/items/1", first, item("a..b", "\"put\":{}"));
        assertRefused(400, "/items/1", first, item("new", "\"patch\":{}"));
        assertRefused(400, "/items/1", first, item("x", "\"put\":{},\"delete\":true"));
        assertRefused(400, "/items/0", item("x", "\"delete\":false"));
        assertRefused(400, "/items/0/put", item("x", "\"put\":[]"));
        assertRefused(400, "/items/0", item("x", "\"ifVersion\":1"));
        assertRefused(400, "/items");
        assertThat(batch(Collections.nCopies(26, first).toArray(String[]::new)).status())
                .isEqualTo(400);
        assertThat(me.post(BATCH, "{\"items\":[" + first + "],\"more\":1}").status())
                .isEqualTo(400);
        assertThat(me.get(mine + "new").status()).isEqualTo(404);
    }

    @Test
    void documentsThatAreMadeAndDeletedTogetherShouldBeCountedTogether() {
        server.admin().put("/v1/collections/" + collection, "{\"maxDocuments\":2}");
        me.put(mine + "a", "{}");
        me.put(mine + "b", "{}");

        assertThat(batch(item("c", "\"put\":{}")).status()).isEqualTo(409);
        assertThat(batch(item("c", "\"put\":{}"), item("a", "\"delete\":true")).status())
                .isEqualTo(200);
        assertThat(me.get("/v1/me/documents/" + collection).json().get("items")).hasSize(2);
        assertThat(me.put(mine + "d", "{}").status()).isEqualTo(409);
    }

    /** Each batch moves an amount from one document to another, in any order, beside batches that go the other way. */
    @Test
    void batchesThatCrossShouldNeitherBlockEachOtherNorLoseAnything() throws Exception {
        for (int i = 0; i < 4; i++) {
            me.put(mine + "w" + i, "{\"gold\":100}");
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Random random = new Random(7);
            List<Callable<Integer>> moves = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(4);
                int to = (from + 1 + random.nextInt(3)) % 4;
                int amount = 1 + random.nextInt(30);
                moves.add(() -> {
                    int status = 503;
                    while (status == 503) {
                        status = batch(
                                        item(
                                                "w" + from,
                                                "\"apply\":[{\"inc\":\"/gold\",\"by\":-" + amount + ",\"min\":0}]"),
                                        item("w" + to, "\"apply\":[{\"inc\":\"/gold\",\"by\":" + amount + "}]"))
                                .status();
                    }
                    return status;
                });
            }
            for (Future<Integer> status : threads.invokeAll(moves)) {
                assertThat(status.get()).isIn(200, 422);
            }
        } finally {
            threads.shutdown();
        }
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            int gold = me.get(mine + "w" + i).json().get("gold").intValue();
            assertThat(gold).isNotNegative();
            sum += gold;
        }
        assertThat(sum).isEqualTo(400);
    }
}

package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SearchIndexTest {
    private final TestDatabase database;
    private final String name = "c" + UUID.randomUUID();
    private final String definition = "/v1/collections/" + name;
    private final String mine = "/v1/me/documents/" + name;
    private final String all = "/v1/documents/" + name;

    SearchIndexTest(TestDatabase database) {
        this.database = database;
    }

    private static TestServer start(TestDatabase database) {
        return TestServer.start(database, Map.of("gildong.limits.enabled", "false"));
    }

    private static void put(Client client, String path, String text) {
        assertThat(client.put(path, text).status()).as(text).isBetween(200, 201);
    }

    private void declare(TestServer server, String indexes) {
        Answer declared = server.admin().put(definition, "{\"indexes\":" + indexes + "}");
        assertThat(declared.status()).as(declared.toString()).isBetween(200, 201);
        awaitReady(server);
    }

    private void awaitReady(TestServer server) {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        server.admin().get(definition).json().get("building").isEmpty());
    }

    /** What is in the indexes of a collection, without the numbers of the indexes. */
    private static TreeSet<String> entries(TestServer server, String collection) throws Exception {
        TreeSet<String> entries = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(server.databaseUrl());
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT p.path, i.entry, i.player_no, i.doc_key"
                        + " FROM document_index i JOIN document_path p ON p.index_no = i.index_no"
                        + " WHERE p.state = 'ready' AND p.collection = '" + collection + "'")) {
            while (rows.next()) {
                entries.add(rows.getString(1) + " " + HexFormat.of().formatHex(rows.getBytes(2)) + " " + rows.getLong(3)
                        + " " + rows.getString(4));
            }
        }
        return entries;
    }

    @Test
    void definitionShouldTellItsIndexes() {
        try (TestServer server = start(database)) {
            Client admin = server.admin();
            JsonNode made = admin.put(definition, "{\"indexes\":[\"/name\",\"/level\"]}")
                    .json();
            assertThat(made.get("indexes").toString()).isEqualTo("[\"/level\",\"/name\"]");
            assertThat(made.get("building").toString()).isEqualTo("[\"/level\",\"/name\"]");
            String building = admin.get(definition).header("ETag");
            awaitReady(server);
            Answer ready = admin.get(definition);
            assertThat(ready.header("ETag")).isNotEqualTo(building);
            assertThat(admin.put(definition, "{\"indexes\":[\"/level\",\"/name\"]}")
                            .header("ETag"))
                    .isEqualTo(ready.header("ETag"));
            assertThat(admin.get("/v1/collections")
                            .json()
                            .at("/items/0/indexes")
                            .size())
                    .isEqualTo(2);
            for (String bad : List.of(
                    "[\"/a\",\"/a\"]",
                    "[\"a\"]",
                    "[null]",
                    "[1]",
                    "[\"\"]",
                    "[\"/~\"]",
                    "[\"" + "/a".repeat(17) + "\"]",
                    "[\"/1\",\"/2\",\"/3\",\"/4\",\"/5\",\"/6\",\"/7\",\"/8\",\"/9\"]")) {
                assertThat(admin.put(definition, "{\"indexes\":" + bad + "}").status())
                        .as(bad)
                        .isEqualTo(400);
            }
            assertThat(admin.put(definition, "{\"indexes\":[\"/level\"]}")
                            .json()
                            .get("building")
                            .toString())
                    .isEqualTo("[]");
            assertThat(admin.delete(definition).status()).isEqualTo(204);
            assertThat(server.number("SELECT COUNT(*) FROM document_path WHERE state <> 'removed'"))
                    .isZero();
        }
    }

    @Test
    void indexedSearchShouldLookAtNoMoreThanItFinds() throws Exception {
        try (TestServer server = start(database)) {
            SignedIn ann = server.client().signUp("Ann");
            Client bob = server.client().signUp("Bob").client();
            for (int i = 0; i < 200; i++) {
                put(
                        i % 2 == 0 ? ann.client() : bob,
                        mine + "/k" + i,
                        "{\"name\":\"n" + i % 100 + "\",\"n\":" + i + "}");
            }
            declare(server, "[\"/name\",\"/n\",\"/tags\"]");
            String byName = "{\"where\":{\"/name\":{\"eq\":\"n42\"}}}";
            JsonNode own = ann.client().post(mine + ":search", byName).json();
            assertThat(own.get("items")).hasSize(2);
            assertThat(own.get("examined").intValue()).isEqualTo(2);
            JsonNode everybody = server.admin().post(all + ":search", byName).json();
            assertThat(everybody.get("items")).hasSize(2);
            assertThat(everybody.get("examined").intValue()).isEqualTo(2);
            JsonNode top = server.admin()
                    .post(all + ":search", "{\"orderBy\":{\"path\":\"/n\",\"descending\":true},\"limit\":3}")
                    .json();
            assertThat(top.at("/items/2/value/n").intValue()).isEqualTo(197);
            assertThat(top.get("examined").intValue()).isLessThan(10);

            ann.client().patch(mine + "/k42", "{\"name\":\"x\"}");
            ann.client().delete(mine + "/k142");
            put(ann.client(), mine + "/new", "{\"name\":\"n42\",\"tags\":[\"a\",\"b\",\"a\",[1]]}");
            ann.client().post(mine + "/new:apply", "[{\"append\":\"/tags\",\"value\":7}]");
            assertThat(SearchResourceTest.allKeys(ann.client(), mine + ":search", byName))
                    .containsExactly("new");
            JsonNode tagged = ann.client()
                    .post(mine + ":search", "{\"where\":{\"/tags\":{\"contains\":7}}}")
                    .json();
            assertThat(tagged.at("/items/0/key").textValue()).isEqualTo("new");
            assertThat(tagged.get("examined").intValue()).isEqualTo(1);
            ann.client().post(mine + "/k42/versions/1:restore", "");
            assertThat(SearchResourceTest.allKeys(ann.client(), mine + ":search", byName))
                    .containsExactly("k42", "new");

            assertThat(ann.client().delete("/v1/me").status()).isBetween(200, 204);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.number("SELECT COUNT(*) FROM document_index") == 200);
            declare(server, "[\"/n\"]");
            assertThat(server.admin()
                            .post(all + ":search", byName)
                            .json()
                            .get("examined")
                            .intValue())
                    .isEqualTo(100);
        }
    }

    @Test
    void longArrayShouldBeFoundByEachElement() {
        try (TestServer server = start(database)) {
            Client me = server.client().signUp("Ann").client();
            declare(server, "[\"/t\"]");
            StringBuilder array = new StringBuilder("0");
            for (int i = 1; i < 150; i++) {
                array.append(',').append(i);
            }
            put(me, mine + "/long", "{\"t\":[" + array + "]}");
            put(me, mine + "/short", "{\"t\":[149]}");
            String where = "{\"limit\":1,\"where\":{\"/t\":{\"contains\":%d}}}";
            assertThat(SearchResourceTest.allKeys(me, mine + ":search", where.formatted(149)))
                    .containsExactly("long", "short");
            assertThat(SearchResourceTest.allKeys(me, mine + ":search", where.formatted(3)))
                    .containsExactly("long");
            assertThat(server.number("SELECT COUNT(*) FROM document_index")).isEqualTo(2);
        }
    }

    @Test
    void indexThatIsBuiltWhileOthersWriteShouldBeTheOneThatIsBuiltAfterwards() throws Exception {
        try (TestServer server = start(database)) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(server.client().signUp("P" + i).client());
            }
            for (int i = 0; i < 400; i++) {
                put(clients.get(i % 3), mine + "/k" + i % 150, "{\"n\":" + i + ",\"t\":[" + i % 7 + "]}");
            }
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(3);
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < 3; w++) {
                Client client = clients.get(w);
                Random random = new Random(w);
                writers.add(threads.submit(() -> {
                    while (!stop.get()) {
                        String key = mine + "/k" + random.nextInt(200);
                        if (random.nextInt(4) == 0) {
                            client.delete(key);
                        } else {
                            put(
                                    client,
                                    key,
                                    "{\"n\":" + random.nextInt(50) + ",\"t\":[" + random.nextInt(9) + ",\"x\"]}");
                        }
                    }
                }));
            }
            declare(server, "[\"/n\",\"/t\"]");
            stop.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
            threads.shutdown();
            TreeSet<String> meanwhile = entries(server, name);
            assertThat(server.admin().put(definition, "{}").status()).isEqualTo(200);
            declare(server, "[\"/n\",\"/t\"]");

            assertThat(meanwhile).hasSizeGreaterThan(100).isEqualTo(entries(server, name));
        }
    }

    @Test
    void pagesShouldNeitherSkipNorRepeatWhatDoesNotChange() throws Exception {
        try (TestServer server = start(database)) {
            Client me = server.client().signUp("Ann").client();
            List<String> still = new ArrayList<>();
            for (int i = 100; i < 220; i++) {
                put(me, mine + "/k" + i, "{\"n\":" + i % 11 + ",\"still\":" + (i % 2 == 0) + "}");
                if (i % 2 == 0) {
                    still.add("k" + i);
                }
            }
            declare(server, "[\"/n\"]");
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newSingleThreadExecutor();
            Future<?> writer = threads.submit(() -> {
                Random random = new Random(1);
                while (!stop.get()) {
                    String key = mine + "/k" + (101 + 2 * random.nextInt(60));
                    if (random.nextBoolean()) {
                        me.delete(key);
                    } else {
                        put(me, key, "{\"n\":" + random.nextInt(11) + ",\"still\":false}");
                    }
                }
            });
            for (String body : List.of(
                    "{\"limit\":7}",
                    "{\"limit\":7,\"where\":{\"/n\":{\"gte\":0}}}",
                    "{\"limit\":7,\"where\":{\"/n\":{\"in\":[0,1,2,3,4,5,6,7,8,9,10]}}}",
                    "{\"limit\":7,\"orderBy\":{\"path\":\"/n\"}}",
                    "{\"limit\":7,\"orderBy\":{\"path\":\"/n\",\"descending\":true}}")) {
                List<String> seen = new ArrayList<>(SearchResourceTest.allKeys(me, mine + ":search", body));
                seen.removeIf(key -> Integer.parseInt(key.substring(1)) % 2 == 1);
                assertThat(seen).as(body).containsExactlyInAnyOrderElementsOf(still);
            }
            stop.set(true);
            writer.get();
            threads.shutdown();
        }
    }
}

package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SearchResourceTest {
    private final TestDatabase database;
    private final TestServer server;
    private final SignedIn ann;
    private final Client me;
    private final Client bob;
    private final String name = "c" + UUID.randomUUID();
    private final String mine = "/v1/me/documents/" + name;
    private final String all = "/v1/documents/" + name;

    SearchResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        ann = server.client().signUp("Ann");
        me = ann.client();
        bob = server.client().signUp("Bob").client();
    }

    private static void put(Client client, String path, String text) {
        assertThat(client.put(path, text).status()).as(text).isBetween(200, 201);
    }

    private static List<String> keys(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        List<String> keys = new ArrayList<>();
        answer.json().get("items").forEach(item -> keys.add(item.get("key").textValue()));
        return keys;
    }

    private static String where(String condition) {
        return "{\"where\":" + condition + "}";
    }

    /** Keys on all pages, in their order. */
    static List<String> allKeys(Client client, String path, String body) {
        List<String> keys = new ArrayList<>();
        String token = "";
        do {
            Answer answer = client.post(path, body.substring(0, body.length() - 1) + token + "}");
            keys.addAll(keys(answer));
            JsonNode next = answer.json().path("nextPageToken");
            token = next.isMissingNode() ? "" : ",\"pageToken\":\"" + next.textValue() + "\"";
        } while (!token.isEmpty());
        return keys;
    }

    @Test
    void friendShouldBeFoundByNameThoughNothingWasDeclared() {
        put(me, mine + "/hong", "{\"name\":\"Honggildong\",\"phone\":\"010-1234-5678\"}");
        put(me, mine + "/kim", "{\"name\":\"Kimchunhyang\",\"phone\":\"010-8765-4321\"}");
        put(bob, mine + "/hong", "{\"name\":\"Honggildong\",\"phone\":\"02-111-2222\"}");

        JsonNode own = me.post(mine + ":search", where("{\"/name\":{\"eq\":\"Honggildong\"}}"))
                .json();
        assertThat(own.at("/items/0/value/phone").textValue()).isEqualTo("010-1234-5678");
        assertThat(own.get("items")).hasSize(1);
        assertThat(own.get("examined").intValue()).isEqualTo(2);
        assertThat(own.has("partial")).isFalse();
        JsonNode everybody = server.admin()
                .post(all + ":search", where("{\"/name\":{\"eq\":\"Honggildong\"}}"))
                .json();
        assertThat(everybody.get("items")).hasSize(2);
        assertThat(everybody.at("/items/0/playerId").textValue()).isEqualTo(ann.playerId());
        assertThat(me.post(all + ":search", "{}").status()).isEqualTo(403);
    }

    @Test
    void eachOperatorShouldFindWhatItSays() {
        put(me, mine + "/a", "{\"n\":1,\"s\":\"ab\",\"t\":[1,\"x\"],\"o\":{\"p\":{\"q\":true}}}");
        put(me, mine + "/b", "{\"n\":1.0,\"s\":\"abc\",\"t\":[],\"o\":null}");
        put(me, mine + "/c", "{\"n\":9007199254740993,\"s\":\"\uD83D\uDC2F\",\"t\":[[1]]}");
        put(me, mine + "/d", "{\"n\":\"1\",\"s\":\"\uFFFD\",\"a/b\":{\"~\":-2.5}}");
        Map<String, String> expected = Map.ofEntries(
                Map.entry("{}", "abcd"),
                Map.entry("{\"/n\":{\"eq\":1}}", "ab"),
                Map.entry("{\"/n\":{\"eq\":9007199254740992}}", ""),
                Map.entry("{\"/n\":{\"ne\":1}}", "cd"),
                Map.entry("{\"/n\":{\"gt\":9007199254740992}}", "c"),
                Map.entry("{\"/n\":{\"gte\":1,\"lt\":2}}", "ab"),
                Map.entry("{\"/n\":{\"lte\":\"1\"}}", "d"),
                Map.entry("{\"/s\":{\"gt\":\"\uFFFD\"}}", "c"),
                Map.entry("{\"/n\":{\"in\":[\"1\",9007199254740993]}}", "cd"),
                Map.entry("{\"/n\":{\"in\":[]}}", ""),
                Map.entry("{\"/s\":{\"prefix\":\"ab\"}}", "ab"),
                Map.entry("{\"/o\":{\"exists\":true}}", "ab"),
                Map.entry("{\"/o\":{\"exists\":false}}", "cd"),
                Map.entry("{\"/o\":{\"eq\":null}}", "b"),
                Map.entry("{\"/o\":{\"ne\":null}}", "a"),
                Map.entry("{\"/t\":{\"contains\":\"x\"}}", "a"),
                Map.entry("{\"/s\":{\"contains\":\"ab\"}}", ""),
                Map.entry("{\"/t/0\":{\"eq\":1}}", "a"),
                Map.entry("{\"/o/p/q\":{\"eq\":true}}", "a"),
                Map.entry("{\"/a~1b/~0\":{\"lt\":0}}", "d"),
                Map.entry("{\"not\":{\"/o\":{\"ne\":null}}}", "bcd"),
                Map.entry("{\"or\":[{\"/s\":{\"eq\":\"abc\"}},{\"/n\":{\"eq\":\"1\"}}],\"/t\":{\"exists\":true}}", "b"),
                Map.entry("{\"and\":[{\"/n\":{\"eq\":1}},{\"not\":{\"/s\":{\"eq\":\"ab\"}}}]}", "b"));
        expected.forEach((condition, keys) -> assertThat(
                        String.join("", keys(me.post(mine + ":search", where(condition)))))
                .as(condition)
                .isEqualTo(keys));
    }

    @Test
    void orderShouldBeNullBooleansNumbersTextsAndLeaveOutTheRest() {
        String[] values = {"\"b\"", "-1.5", "null", "{}", "true", "1e2", "\"a\"", "false", "[1]", "99.9", "0", "-15"};
        for (int i = 0; i < values.length; i++) {
            put(me, mine + "/k" + (char) ('a' + i), "{\"v\":" + values[i] + "}");
        }
        put(me, mine + "/none", "{}");
        List<String> up = List.of("kc", "kh", "ke", "kl", "kb", "kk", "kj", "kf", "kg", "ka");
        List<String> down = new ArrayList<>(up);
        Collections.reverse(down);

        for (String limit : List.of("1", "3", "100")) {
            String by = "{\"limit\":" + limit + ",\"orderBy\":{\"path\":\"/v\",\"descending\":";
            assertThat(allKeys(me, mine + ":search", by + "false}}")).isEqualTo(up);
            assertThat(allKeys(me, mine + ":search", by + "true}}")).isEqualTo(down);
        }
    }

    @Test
    void whatIsNoSearchShouldBe400() {
        String deep = "{\"not\":".repeat(8) + "{}" + "}".repeat(8);
        String many = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"/n\":{\"eq\":" + i + "}}")
                .collect(Collectors.joining(","));
        String numbers = IntStream.range(0, 10_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Stream.of(
                        where("{\"or\":[" + many + "]}"),
                        where("{\"/n\":{\"in\":[" + numbers + "]}}"),
                        where("{\"and\":[" + "{},".repeat(100) + "{}]}"),
                        where(deep),
                        where("{\"not\":".repeat(40) + "{}" + "}".repeat(40)),
                        where("{\"n\":{\"eq\":1}}"),
                        where("{\"\":{\"eq\":1}}"),
                        where("{\"/a~2\":{\"eq\":1}}"),
                        where("{\"" + "/a".repeat(17) + "\":{\"eq\":1}}"),
                        where("{\"/" + "a".repeat(500) + "\":{\"eq\":1}}"),
                        where("{\"/\\ud800\":{\"eq\":1}}"),
                        where("{\"/n\":1}"),
                        where("{\"/n\":{}}"),
                        where("{\"/n\":{\"regex\":\"(a+)+$\"}}"),
                        where("{\"/n\":{\"EQ\":1}}"),
                        where("{\"/n\":{\"eq\":{}}}"),
                        where("{\"/n\":{\"eq\":[1]}}"),
                        where("{\"/n\":{\"eq\":1e2000000000}}"),
                        where("{\"/n\":{\"eq\":\"\\ud800\"}}"),
                        where("{\"/n\":{\"gt\":true}}"),
                        where("{\"/n\":{\"prefix\":1}}"),
                        where("{\"/n\":{\"exists\":\"yes\"}}"),
                        where("{\"/n\":{\"in\":1}}"),
                        where("{\"/n\":{\"in\":[[]]}}"),
                        where("{\"and\":[]}"),
                        where("{\"or\":{}}"),
                        where("{\"not\":[]}"),
                        where("{\"/n\":{\"eq\":1,\"eq\":2}}"),
                        where("[]"),
                        where("null"),
                        "{\"limit\":0}",
                        "{\"limit\":101}",
                        "{\"orderBy\":{}}",
                        "{\"orderBy\":{\"path\":\"v\"}}",
                        "{\"pageToken\":\"x\"}",
                        "{\"page\":1}")
                .forEach(body -> {
                    Answer answer = me.post(mine + ":search", body);
                    assertThat(answer.status())
                            .as(body.substring(0, Math.min(80, body.length())))
                            .isEqualTo(400);
                });
        assertThat(me.post("/v1/me/documents/No:search", "{}").status()).isEqualTo(400);
    }

    @Test
    void tokenShouldBeGoodForItsSearchAlone() {
        for (String key : List.of("a", "b", "c")) {
            put(me, mine + "/" + key, "{\"n\":1}");
            put(bob, mine + "/" + key, "{\"n\":1}");
        }
        String body = "{\"limit\":1,\"where\":{\"/n\":{\"eq\":1}}}";
        String token =
                me.post(mine + ":search", body).json().get("nextPageToken").textValue();
        String next = ",\"pageToken\":\"" + token + "\"}";

        assertThat(keys(me.post(mine + ":search", body.replaceFirst("}$", next))))
                .containsExactly("b");
        assertThat(me.post(mine + ":search", body.replace("1}}", "2}}").replaceFirst("}$", next))
                        .status())
                .isEqualTo(400);
        assertThat(me.post(mine + "x:search", body.replaceFirst("}$", next)).status())
                .isEqualTo(400);
        assertThat(bob.post(mine + ":search", body.replaceFirst("}$", next)).status())
                .isEqualTo(400);
        assertThat(server.admin()
                        .post(all + ":search", body.replaceFirst("}$", next))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void searchShouldSayThatItEndedEarlyAndGoOn() {
        try (TestServer bounded = TestServer.start(
                database, Map.of("gildong.documents.search-rows", "10", "gildong.limits.enabled", "false"))) {
            Client client = bounded.client().signUp("Ann").client();
            for (int i = 10; i < 55; i++) {
                put(client, mine + "/k" + i, "{\"n\":" + i % 20 + "}");
            }
            client.delete(mine + "/k10");

            String rare = "{\"limit\":5,\"where\":{\"/n\":{\"eq\":19}}}";
            JsonNode first = client.post(mine + ":search", rare).json();
            assertThat(first.get("items")).hasSize(1);
            assertThat(first.get("partial").booleanValue()).isTrue();
            assertThat(first.get("examined").intValue()).isEqualTo(10);
            assertThat(allKeys(client, mine + ":search", rare)).containsExactly("k19", "k39");
            Answer ordered = client.post(mine + ":search", "{\"orderBy\":{\"path\":\"/n\"}}");
            assertThat(ordered.status()).isEqualTo(422);
            assertThat(ordered.json().get("type").textValue()).endsWith("search-too-broad");
        }
    }

    @Test
    void documentsForServersAloneShouldNotBeSearchedByTheirPlayer() {
        assertThat(server.admin()
                        .put("/v1/collections/" + name, "{\"visibility\":\"servers\"}")
                        .status())
                .isEqualTo(201);

        assertThat(me.post(mine + ":search", "{}").status()).isEqualTo(403);
        assertThat(server.admin().post(all + ":search", "{}").status()).isEqualTo(200);
    }
}

package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random documents and random searches: with indexes and without, as a list of all documents answers. */
class SearchPropertyTest {
    private static final int DOCUMENTS = 150;
    private static final String[] PATHS = {"/a", "/b", "/c/d", "/a/0"};
    private static final String[] SCALARS = {
        "null",
        "false",
        "true",
        "0",
        "1",
        "1.0",
        "-1",
        "-1.5",
        "10",
        "9007199254740992",
        "9007199254740993",
        "1e300",
        "1e-300",
        "-9007199254740993",
        "0.1",
        "0.10000000000000000001",
        "-0.55",
        "-0.5501",
        "\"\"",
        "\"a\"",
        "\"ab\"",
        "\"b\"",
        "\"홍길동\"",
        "\"홍\"",
        "\"\uFFFD\"",
        "\"\uD83D\uDC2F\"",
        "\"" + "x".repeat(120) + "1\"",
        "\"" + "x".repeat(120) + "2\"",
        "\"1\""
    };
    private static final Map<TestDatabase, World> WORLDS = new EnumMap<>(TestDatabase.class);

    @AfterContainer
    static void stop() {
        WORLDS.values().forEach(world -> world.server.close());
        WORLDS.clear();
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void h2ShouldAnswerAsAListDoes(@ForAll long seed) throws Exception {
        check(TestDatabase.H2, new Random(seed));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void mySqlShouldAnswerAsAListDoes(@ForAll long seed) throws Exception {
        check(TestDatabase.MYSQL, new Random(seed));
    }

    private static void check(TestDatabase database, Random random) throws Exception {
        World world = WORLDS.computeIfAbsent(database, World::new);
        String where = condition(random, 3);
        boolean ordered = random.nextBoolean();
        boolean descending = random.nextBoolean();
        String by = PATHS[random.nextInt(PATHS.length)];
        String body = "{\"limit\":" + (1 + random.nextInt(40)) + ",\"where\":" + where
                + (ordered ? ",\"orderBy\":{\"path\":\"" + by + "\",\"descending\":" + descending + "}" : "") + "}";
        JsonNode condition = World.JSON.readTree(where);
        List<String> expected = new ArrayList<>();
        world.documents.forEach((key, document) -> {
            if (Model.matches(condition, document) && (!ordered || Model.orders(document.at(by)))) {
                expected.add(key);
            }
        });
        if (ordered) {
            Comparator<String> order = (x, y) -> Model.compare(
                    world.documents.get(x).at(by), world.documents.get(y).at(by));
            order = order.thenComparing(Comparator.naturalOrder());
            expected.sort(descending ? order.reversed() : order);
        }
        for (String collection : List.of("plain", "some", "all")) {
            List<String> found =
                    SearchResourceTest.allKeys(world.player, "/v1/me/documents/" + collection + ":search", body);
            if (ordered) {
                assertThat(found).as("%s %s", collection, body).isEqualTo(expected);
            } else {
                assertThat(found).as("%s %s", collection, body).doesNotHaveDuplicates();
                assertThat(new TreeSet<>(found)).as("%s %s", collection, body).isEqualTo(new TreeSet<>(expected));
            }
            assertThat(new TreeSet<>(SearchResourceTest.allKeys(
                            world.server.admin(), "/v1/documents/" + collection + ":search", body)))
                    .isEqualTo(new TreeSet<>(expected));
        }
    }

    private static String condition(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) > 0) {
            StringBuilder both =
                    new StringBuilder("{\"" + PATHS[random.nextInt(PATHS.length)] + "\":{" + term(random) + "}");
            if (random.nextInt(3) == 0) {
                both.append(",\"not\":{\"/b\":{").append(term(random)).append("}}");
            }
            return both + "}";
        }
        String some = condition(random, depth - 1) + "," + condition(random, depth - 1);
        return switch (random.nextInt(3)) {
            case 0 -> "{\"and\":[" + some + "]}";
            case 1 -> "{\"or\":[" + some + "]}";
            default -> "{\"not\":" + condition(random, depth - 1) + "}";
        };
    }

    private static String term(Random random) {
        String value = SCALARS[random.nextInt(SCALARS.length)];
        String[] comparisons = {"gt", "gte", "lt", "lte"};
        return switch (random.nextInt(9)) {
            case 0, 1 -> "\"eq\":" + value;
            case 2 -> "\"ne\":" + value;
            case 3, 4 ->
                "\"" + comparisons[random.nextInt(4)] + "\":" + SCALARS[3 + random.nextInt(SCALARS.length - 3)];
            case 5 -> "\"in\":[" + value + "," + SCALARS[random.nextInt(SCALARS.length)] + "]";
            case 6 -> "\"prefix\":" + SCALARS[18 + random.nextInt(SCALARS.length - 18)];
            case 7 -> "\"exists\":" + random.nextBoolean();
            default -> "\"contains\":" + value;
        };
    }

    /** The same documents three times: without an index, with one index and with all. */
    private static final class World {
        private static final ObjectMapper JSON = JsonMapper.builder()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();

        private final TestServer server;
        private final Client player;
        private final Map<String, JsonNode> documents = new TreeMap<>();

        World(TestDatabase database) {
            server = TestServer.start(database, Map.of("gildong.limits.enabled", "false"));
            player = server.client().signUp("Ann").client();
            server.admin().put("/v1/collections/some", "{\"indexes\":[\"/b\"]}");
            server.admin().put("/v1/collections/all", "{\"indexes\":[\"/a\",\"/b\",\"/c~1d\",\"/c/d\",\"/a/0\"]}");
            Random random = new Random(7);
            for (int i = 0; i < DOCUMENTS; i++) {
                String key = "k" + (1000 + i);
                String text = document(random);
                for (String collection : List.of("plain", "some", "all")) {
                    String path = "/v1/me/documents/" + collection + "/" + key;
                    if (random.nextInt(4) == 0) {
                        player.put(path, document(random));
                    }
                    Answer answer = player.put(path, text);
                    assertThat(answer.status()).as(text).isBetween(200, 201);
                }
                try {
                    documents.put(key, JSON.readTree(text));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            for (String collection : List.of("some", "all")) {
                org.awaitility.Awaitility.await()
                        .atMost(java.time.Duration.ofSeconds(60))
                        .until(() -> server.admin()
                                .get("/v1/collections/" + collection)
                                .json()
                                .get("building")
                                .isEmpty());
            }
        }

        private static String document(Random random) {
            List<String> members = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                if (random.nextInt(5) > 0) {
                    String value = value(random);
                    members.add("\"" + name + "\":" + (name.equals("c") ? "{\"d\":" + value + "}" : value));
                }
            }
            return "{" + String.join(",", members) + "}";
        }

        private static String value(Random random) {
            String scalar = SCALARS[random.nextInt(SCALARS.length)];
            return switch (random.nextInt(8)) {
                case 0 -> "[" + scalar + "," + SCALARS[random.nextInt(SCALARS.length)] + ",[1],{}]";
                case 1 -> random.nextBoolean() ? "[]" : "{\"x\":1}";
                default -> scalar;
            };
        }
    }

    /** What the guide says, said once more without bytes. */
    private static final class Model {

        static boolean matches(JsonNode condition, JsonNode document) {
            boolean all = true;
            for (Map.Entry<String, JsonNode> member : condition.properties()) {
                JsonNode operand = member.getValue();
                boolean one = false;
                switch (member.getKey()) {
                    case "and" -> {
                        one = true;
                        for (JsonNode part : operand) {
                            one &= matches(part, document);
                        }
                    }
                    case "or" -> {
                        for (JsonNode part : operand) {
                            one |= matches(part, document);
                        }
                    }
                    case "not" -> one = !matches(operand, document);
                    default -> {
                        one = true;
                        for (Map.Entry<String, JsonNode> term : operand.properties()) {
                            one &= holds(term.getKey(), document.at(member.getKey()), term.getValue());
                        }
                    }
                }
                all &= one;
            }
            return all;
        }

        private static boolean holds(String operator, JsonNode found, JsonNode value) {
            if (operator.equals("exists")) {
                return found.isMissingNode() != value.booleanValue();
            }
            boolean comparable = type(found) == type(value) && type(found) >= 3;
            return switch (operator) {
                case "eq" -> same(found, value);
                case "ne" -> !found.isMissingNode() && !same(found, value);
                case "gt" -> comparable && exact(found, value) > 0;
                case "gte" -> comparable && exact(found, value) >= 0;
                case "lt" -> comparable && exact(found, value) < 0;
                case "lte" -> comparable && exact(found, value) <= 0;
                case "prefix" -> found.isTextual() && found.textValue().startsWith(value.textValue());
                case "in" -> any(value, each -> same(found, each));
                default -> found.isArray() && any(found, each -> same(each, value));
            };
        }

        private static boolean any(JsonNode array, java.util.function.Predicate<JsonNode> test) {
            for (JsonNode each : array) {
                if (test.test(each)) {
                    return true;
                }
            }
            return false;
        }

        /** 0 to 4 for what can be ordered, in the order of types. */
        private static int type(JsonNode node) {
            return node.isNull()
                    ? 0
                    : node.isBoolean()
                            ? (node.booleanValue() ? 2 : 1)
                            : node.isNumber() ? 3 : node.isTextual() ? 4 : -1;
        }

        static boolean orders(JsonNode node) {
            return type(node) >= 0;
        }

        private static boolean same(JsonNode a, JsonNode b) {
            return type(a) >= 0 && type(a) == type(b) && exact(a, b) == 0;
        }

        private static int exact(JsonNode a, JsonNode b) {
            if (a.isNumber()) {
                BigDecimal left = a.decimalValue();
                return left.compareTo(b.decimalValue());
            }
            return a.isTextual() ? codePoints(a.textValue(), b.textValue()) : 0;
        }

        private static int codePoints(String a, String b) {
            return java.util.Arrays.compare(
                    a.codePoints().toArray(), b.codePoints().toArray());
        }

        /** Long texts here are of one byte a character, so that what counts of them is easily told. */
        static int compare(JsonNode a, JsonNode b) {
            if (type(a) != type(b) || !a.isTextual()) {
                return type(a) == type(b) ? exact(a, b) : Integer.compare(type(a), type(b));
            }
            return codePoints(cut(a.textValue()), cut(b.textValue()));
        }

        private static String cut(String text) {
            return text.length() > 95 ? text.substring(0, 95) : text;
        }
    }
}

package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DocumentResourceTest {
    private final TestServer server;
    private final SignedIn ann;
    private final Client me;
    private final String collection = "c" + UUID.randomUUID();
    private final String path = "/v1/me/documents/" + collection + "/slot-1";

    DocumentResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        ann = server.client().signUp("Ann");
        me = ann.client();
    }

    @Test
    void putShouldStoreWhatGetAnswersAndCountVersions() {
        Answer made = me.put(path, "{ \"name\": \"길동 🐯\", \"a\": [1, null, true, {}] }");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.header("Location")).isEqualTo(server.uri() + path);
        assertThat(made.body()).isEqualTo("{\"name\":\"길동 🐯\",\"a\":[1,null,true,{}]}");
        Answer got = me.get(path);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(made.body());
        assertThat(got.header("ETag")).isEqualTo("\"1\"");

        Answer next = me.put(path, "{\"b\":1}");
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.header("ETag")).isEqualTo("\"2\"");
        assertThat(me.get(path).body()).isEqualTo("{\"b\":1}");
        assertThat(me.get(path).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void numbersShouldStayAsTheyWereSent() {
        for (String number : List.of(
                "9007199254740993",
                "0.1",
                "1.10",
                "0.1000000000000000055511151231257827021181583404541015625",
                "123456789012345678901234567890",
                "-18446744073709551617",
                "1.7976931348623157E+308",
                "5E-324",
                "0",
                "-7")) {
            String document = "{\"n\":" + number + "}";
            assertThat(me.put(path, document).body()).isEqualTo(document);
            assertThat(me.with("Cache-Control", "no-cache").get(path).body()).isEqualTo(document);
            assertThat(me.patch(path, "{\"other\":1}").body()).isEqualTo("{\"n\":" + number + ",\"other\":1}");
        }
    }

    @Test
    void whatCannotBeKeptAsItIsShouldBeRefused() {
        for (String document : List.of(
                "{\"n\":1e400}",
                "{\"n\":-1e400}",
                "{\"n\":1e-400}",
                "{\"a\":[{\"n\":1e999999999}]}",
                "{\"n\":" + "9".repeat(101) + "}",
                "{\"s\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}",
                "[]",
                "1",
                "null",
                "\"x\"",
                "",
                "{\"a\":1} {}")) {
            assertThat(me.put(path, document).status()).as(document).isEqualTo(400);
            assertThat(me.get(path).status()).as(document).isEqualTo(404);
        }
        assertThat(server.number("SELECT COUNT(*) FROM document WHERE collection = '" + collection + "'"))
                .isZero();
    }

    @Test
    void thirtyTwoDeepShouldBeTaken() {
        String document = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";

        assertThat(me.put(path, document).status()).isEqualTo(201);
        assertThat(me.get(path).body()).isEqualTo(document);
    }

    @Test
    void documentShouldHaveTwoHundredAndFiftySixKibibytesAndNoMore() {
        String largest = "{\"s\":\"" + "x".repeat(262_144 - 8) + "\"}";

        assertThat(me.put(path, largest).status()).isEqualTo(201);
        assertThat(me.get(path).body()).isEqualTo(largest);
        assertThat(me.put(path, largest.replace("{", "{ ")).status()).isEqualTo(413);
        assertThat(me.put(path, "{\"s\":\"" + "x".repeat(600_000) + "\"}").status())
                .isEqualTo(413);
        Answer patched = me.patch(path, "{\"t\":1}");
        assertThat(patched.status()).isEqualTo(413);
        assertThat(me.get(path).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void otherRoutesShouldKeepTheirSmallerLimit() {
        assertThat(me.patch("/v1/me", "{\"displayName\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void conditionsShouldHoldAndRefusalsShouldNameTheVersionThatStands() {
        assertThat(me.with("If-Match", "\"1\"").put(path, "{}").status()).isEqualTo(412);
        assertThat(me.with("If-Match", "*").put(path, "{}").status()).isEqualTo(412);
        assertThat(me.get(path).status()).isEqualTo(404);
        assertThat(me.with("If-None-Match", "*").put(path, "{}").status()).isEqualTo(201);
        Answer taken = me.with("If-None-Match", "*").put(path, "{}");
        assertThat(taken.status()).isEqualTo(412);
        assertThat(taken.header("ETag")).isEqualTo("\"1\"");

        assertThat(me.with("If-Match", "\"1\"").put(path, "{\"a\":2}").header("ETag"))
                .isEqualTo("\"2\"");
        for (Answer refused : List.of(
                me.with("If-Match", "\"1\"").put(path, "{\"a\":3}"),
                me.with("If-Match", "\"1\"").patch(path, "{\"a\":3}"),
                me.with("If-Match", "\"1\"").post(path + ":apply", "[{\"set\":\"/a\",\"value\":3}]"),
                me.with("If-Match", "\"1\"").post(path + "/versions/1:restore", ""),
                me.with("If-Match", "\"1\"").delete(path))) {
            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.header("ETag")).isEqualTo("\"2\"");
        }
        assertThat(me.get(path).body()).isEqualTo("{\"a\":2}");
        assertThat(me.with("If-None-Match", "\"2\"").get(path).status()).isEqualTo(304);
        assertThat(me.with("If-None-Match", "\"1\"").get(path).status()).isEqualTo(200);
        assertThat(me.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(204);
        assertThat(me.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(412);
        assertThat(me.delete(path).status()).isEqualTo(404);
    }

    @Test
    void documentThatIsMadeAgainShouldNotHaveAVersionItHadBefore() {
        me.put(path, "{\"a\":1}");
        me.put(path, "{\"a\":2}");
        assertThat(me.delete(path).status()).isEqualTo(204);
        assertThat(me.get(path).status()).isEqualTo(404);
        assertThat(me.with("If-Match", "\"2\"").put(path, "{}").status()).isEqualTo(412);

        Answer again = me.with("If-None-Match", "*").put(path, "{\"a\":1}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("ETag")).isEqualTo("\"3\"");
        assertThat(me.with("If-Match", "\"1\"").put(path, "{}").status()).isEqualTo(412);
    }

    @Test
    void patchShouldMergeAsTheRfcSays() {
        me.put(path, "{\"a\":\"b\",\"c\":{\"d\":\"e\",\"f\":\"g\"}}");

        Answer patched =
                me.with("Content-Type", "application/merge-patch+json").patch(path, "{\"a\":\"z\",\"c\":{\"f\":null}}");

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.header("ETag")).isEqualTo("\"2\"");
        assertThat(patched.body()).isEqualTo("{\"a\":\"z\",\"c\":{\"d\":\"e\"}}");
        assertThat(me.get(path).body()).isEqualTo(patched.body());
        assertThat(me.patch(path, "[]").status()).isEqualTo(400);
        assertThat(me.patch(path + "x", "{}").status()).isEqualTo(404);
    }

    @Test
    void namesThatCannotBeShouldBeRefused() {
        for (String name :
                List.of("a..b", ".a", "a%00", "%2e%2e", "a%20b", "%C3%A9", "a:b", "a".repeat(129), "a".repeat(1024))) {
            for (Answer answer : List.of(
                    me.put("/v1/me/documents/" + collection + "/" + name, "{}"),
                    me.get("/v1/me/documents/" + collection + "/" + name))) {
                assertThat(answer.status()).as(name).isBetween(400, 405);
            }
        }
        for (String name : List.of("A", "-a", "a_b", "a.b", "a".repeat(65))) {
            assertThat(me.put("/v1/me/documents/" + name + "/k", "{}").status())
                    .as(name)
                    .isEqualTo(400);
            assertThat(me.get("/v1/me/documents/" + name).status()).as(name).isEqualTo(400);
        }
        assertThat(me.put("/v1/me/documents/" + collection + "/" + "Az_9.-".repeat(21) + "ab", "{}")
                        .status())
                .isEqualTo(201);
        assertThat(server.number("SELECT COUNT(*) FROM document WHERE collection = '" + collection + "'"))
                .isEqualTo(1);
    }

    @Test
    void keysThatDifferInCaseShouldBeTwo() {
        me.put(path, "{\"a\":1}");
        me.put(path.replace("slot", "Slot"), "{\"a\":2}");

        assertThat(me.get(path).body()).isEqualTo("{\"a\":1}");
        assertThat(me.get(path.replace("slot", "Slot")).body()).isEqualTo("{\"a\":2}");
    }

    @Test
    void othersShouldSeeNothing() {
        me.put(path, "{\"a\":1}");
        Client bob = server.client().signUp("Bob").client();
        String byId = "/v1/players/" + ann.playerId() + "/documents/" + collection + "/slot-1";

        assertThat(bob.get(path).status()).isEqualTo(404);
        assertThat(bob.get(byId).status()).isEqualTo(404);
        assertThat(bob.put(byId, "{}").status()).isEqualTo(403);
        assertThat(bob.delete(byId).status()).isEqualTo(403);
        assertThat(server.client().get(byId).status()).isEqualTo(401);
        assertThat(me.get(byId).body()).isEqualTo("{\"a\":1}");
        assertThat(server.admin().get(path).status()).isEqualTo(403);
    }
}

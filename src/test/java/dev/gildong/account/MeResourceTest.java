package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class MeResourceTest {
    private static final String ME = "/v1/me";

    private final TestServer server;
    private final Client anonymous;

    MeResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private static String named(String name) {
        return "{\"displayName\":\"" + name + "\"}";
    }

    private static String shownName(Client client, String path, String pointer) {
        return client.get(path).json().at(pointer).textValue();
    }

    @Test
    void profileShouldBeThePlayersOwnWithAVersion() {
        SignedIn ann = anonymous.signUp("Ann");
        Answer me = ann.client().get(ME);

        ObjectNode player = (ObjectNode) ann.client().get("/v1/session").json().get("player");
        assertThat(me.json()).isEqualTo(player.put("role", "player"));
        assertThat(me.header("ETag")).isEqualTo("\"1\"");
        assertThat(ann.client().with("If-None-Match", "\"1\"").get(ME).status()).isEqualTo(304);
        assertThat(ann.client().with("If-Match", "\"2\"").get(ME).status()).isEqualTo(412);
        assertThat(server.admin().get(ME).status()).isEqualTo(403);
        assertThat(anonymous.get(ME).status()).isEqualTo(401);
    }

    @Test
    void newNameShouldShowEverywhereAndOnEveryNodeWithinASecond() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            SignedIn ann = anonymous.signUp("Ann");
            Client elsewhere = other.client().withToken(ann.token());
            String profile = "/v1/players/" + ann.playerId();
            assertThat(shownName(elsewhere, profile, "/displayName")).isEqualTo("Ann");
            assertThat(shownName(elsewhere, "/v1/session", "/player/displayName"))
                    .isEqualTo("Ann");
            assertThat(shownName(ann.client(), profile, "/displayName")).isEqualTo("Ann");

            Answer changed = ann.client().patch(ME, named("Jose\u0301"));

            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.header("ETag")).isEqualTo("\"2\"");
            assertThat(changed.json().get("displayName").textValue()).isEqualTo("Jos\u00e9");
            assertThat(shownName(ann.client(), profile, "/displayName")).isEqualTo("Jos\u00e9");
            assertThat(shownName(ann.client(), "/v1/session", "/player/displayName"))
                    .isEqualTo("Jos\u00e9");
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> shownName(elsewhere, profile, "/displayName").equals("Jos\u00e9")
                            && shownName(elsewhere, "/v1/session", "/player/displayName")
                                    .equals("Jos\u00e9"));
        }
    }

    @Test
    void patchThatSaysNothingNewShouldChangeNothing() {
        Client ann = anonymous.signUp("Ann").client();

        assertThat(ann.patch(ME, "{}").header("ETag")).isEqualTo("\"1\"");
        assertThat(ann.patch(ME, named("Ann")).header("ETag")).isEqualTo("\"1\"");
        assertThat(ann.with("Content-Type", "application/merge-patch+json")
                        .patch(ME, named("Eve"))
                        .header("ETag"))
                .isEqualTo("\"2\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"displayName\":null}",
                "{\"displayName\":7}",
                "{\"displayName\":\"\"}",
                "{\"displayName\":\"an\u202en\"}",
                "{\"displayName\":\"ann\\ud800\"}",
                "{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"createdAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"role\":\"admin\"}",
                "{\"displayName\":\"a\",\"displayName\":\"b\"}",
                "[]",
                ""
            })
    void whatIsNoProfileShouldBeRefusedAndChangeNothing(String body) {
        Client ann = anonymous.signUp("Ann").client();

        assertThat(ann.patch(ME, body).status()).isEqualTo(400);
        assertThat(ann.get(ME).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void patchOfAnotherVersionShouldBeRefused() {
        Client ann = anonymous.signUp("Ann").client();
        ann.patch(ME, named("Eve"));

        Answer late = ann.with("If-Match", "\"1\"").patch(ME, named("Bob"));

        assertThat(late.status()).isEqualTo(412);
        assertThat(shownName(ann, ME, "/displayName")).isEqualTo("Eve");
        assertThat(ann.with("If-Match", "\"2\"").patch(ME, named("Bob")).status())
                .isEqualTo(200);
    }

    /** Without the lock both would find the version they expect. */
    @Test
    void ofManyPatchesOfOneVersionOneShouldBeTaken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                Client ann = anonymous.signUp("Ann").client().with("If-Match", "\"1\"");
                List<Callable<Answer>> patches = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String name = named("Ann " + i);
                    patches.add(() -> ann.patch(ME, name));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Answer> answer : threads.invokeAll(patches)) {
                    statuses.add(answer.get().status());
                }
                assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void profilesOfSeveralPlayersShouldComeInTheOrderAskedFor() {
        SignedIn ann = anonymous.signUp("Ann");
        SignedIn bob = anonymous.signUp("Bob");
        String ids = bob.playerId() + ",nobody," + ann.playerId() + "," + bob.playerId();

        assertThat(server.admin().get("/v1/players?ids=" + ids).json().get("items"))
                .extracting(item -> item.get("displayName").textValue())
                .containsExactly("Bob", "Ann");
        assertThat(ann.client().get("/v1/players?ids=nobody").json().get("items"))
                .isEmpty();
    }

    @Test
    void moreThanAHundredPlayersOrNoneShouldBeRefused() {
        Client ann = anonymous.signUp().client();

        assertThat(ann.get("/v1/players?ids=" + "x,".repeat(99) + "x").status()).isEqualTo(200);
        assertThat(ann.get("/v1/players?ids=" + "x,".repeat(100) + "x").status())
                .isEqualTo(400);
        assertThat(ann.get("/v1/players?ids=" + ",".repeat(3_000)).status()).isEqualTo(400);
        assertThat(ann.get("/v1/players").status()).isEqualTo(400);
        assertThat(ann.get("/v1/players?ids=").status()).isEqualTo(400);
        assertThat(anonymous.get("/v1/players?ids=x").status()).isEqualTo(401);
    }
}

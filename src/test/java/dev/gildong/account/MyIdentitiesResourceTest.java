package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
class MyIdentitiesResourceTest {
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final String LIST = "/v1/me/identities";
    private static final String PASSWORD = LIST + "/password";
    private static final String DEVICE = LIST + "/device";
    private static final String TIGER = "tiger on the red bridge";
    private static final String HERON = "heron under the old moon";

    private final TestServer server;
    private final Client anonymous;
    private final String userId = "u" + UUID.randomUUID().toString().substring(9);
    private final String device = UUID.randomUUID().toString();

    MyIdentitiesResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private static String deviceBody(String device) {
        return "{\"deviceId\":\"" + device + "\"}";
    }

    private Answer byDevice(String secret) {
        return anonymous.post("/v1/login/device", deviceBody(secret));
    }

    private Client signIn() {
        return anonymous.withToken(token(byDevice(device)));
    }

    private static String token(Answer signIn) {
        assertThat(signIn.status()).as(signIn.body()).isIn(200, 201);
        return signIn.json().get("token").textValue();
    }

    private static ObjectNode credentials(String userId, String password) {
        return JsonNodeFactory.instance.objectNode().put("userId", userId).put("password", password);
    }

    private Answer byPassword(String password) {
        return anonymous.post("/v1/login", credentials(userId, password).toString());
    }

    private Answer put(Client client, String password, String current) {
        ObjectNode body = credentials(userId, password);
        return client.put(PASSWORD, (current == null ? body : body.put("currentPassword", current)).toString());
    }

    private static int status(Client client) {
        return client.get("/v1/session").status();
    }

    private static String type(Answer answer) {
        return answer.json().get("type").textValue().replace("urn:gildong:problem:", "");
    }

    @Test
    void linkedPasswordShouldSignTheSamePlayerIn() {
        Client ann = signIn();
        String player = ann.get("/v1/me").json().get("id").textValue();

        Answer linked = put(ann, TIGER, null);

        assertThat(linked.status()).isEqualTo(200);
        assertThat(linked.header("Set-Cookie")).contains(token(linked));
        assertThat(byPassword(TIGER).json().at("/player/id").textValue()).isEqualTo(player);
        JsonNode list = anonymous.withToken(token(linked)).get(LIST).json();
        assertThat(list.at("/password/userId").textValue()).isEqualTo(userId);
        assertThat(list.get("devices")).hasSize(1);
        assertThat(list.toString()).doesNotContain(device).doesNotContain("argon2");
    }

    @Test
    void passwordChangeShouldNeedTheCurrentOne() {
        Client ann = anonymous.withToken(token(put(signIn(), TIGER, null)));

        Answer without = put(ann, HERON, null);
        Answer wrong = put(ann, HERON, "tiger on the blue bridge");

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.json().at("/errors/0/pointer").textValue()).isEqualTo("/currentPassword");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(type(wrong)).isEqualTo("wrong-password");
        assertThat(put(ann, HERON, "x".repeat(200))
                        .json()
                        .at("/errors/0/pointer")
                        .textValue())
                .isEqualTo("/currentPassword");
        assertThat(status(ann)).isEqualTo(200);
        assertThat(byPassword(TIGER).status()).isEqualTo(200);
        assertThat(byPassword(HERON).status()).isEqualTo(401);
    }

    @Test
    void passwordChangeShouldEndEverySessionOnEveryNodeAndGiveANewOne() {
        try (TestServer other = TestServer.start(server.databaseUrl(), "/", Map.of())) {
            String old = token(put(signIn(), TIGER, null));
            String phone = token(byDevice(device));
            Client elsewhere = other.client().withToken(phone);
            Client oldElsewhere = other.client().withToken(old);
            assertThat(status(elsewhere)).isEqualTo(200);
            assertThat(status(oldElsewhere)).isEqualTo(200);

            Answer changed = put(anonymous.withToken(old), HERON, TIGER);

            assertThat(status(anonymous.withToken(token(changed)))).isEqualTo(200);
            assertThat(status(anonymous.withToken(old))).isEqualTo(401);
            await().atMost(WITHIN).until(() -> status(elsewhere) == 401 && status(oldElsewhere) == 401);
            assertThat(byPassword(TIGER).status()).isEqualTo(401);
            assertThat(byPassword(HERON).status()).isEqualTo(200);
        }
    }

    /** A sign-in that compared the former password must not leave a session behind. */
    @Test
    void signInsDuringAPasswordChangeShouldNotOutliveItWithTheFormerPassword() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (TestServer own = TestServer.start(
                server.databaseUrl(),
                "/",
                Map.of("gildong.account.hash-threads", "4", "gildong.guessing.account-tries", "1000"))) {
            Client ann = anonymous.withToken(token(put(signIn(), TIGER, null)));
            List<Callable<Answer>> signIns = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                signIns.add(() -> own.client()
                        .post("/v1/login", credentials(userId, TIGER).toString()));
            }
            List<Future<Answer>> running = new ArrayList<>();
            signIns.forEach(each -> running.add(threads.submit(each)));

            Answer changed = put(ann, HERON, TIGER);

            assertThat(changed.status()).isEqualTo(200);
            for (Future<Answer> each : running) {
                Answer signIn = each.get();
                assertThat(signIn.status()).isIn(200, 401, 503);
                if (signIn.status() == 200) {
                    await().atMost(WITHIN).until(() -> status(anonymous.withToken(token(signIn))) == 401);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void userIdOfAnotherPlayerShouldStayTheirs() {
        assertThat(put(signIn(), TIGER, null).status()).isEqualTo(200);
        Client bob = anonymous.signUp().client();

        Answer taken = bob.put(
                PASSWORD,
                credentials(userId.toUpperCase(java.util.Locale.ROOT), HERON).toString());

        assertThat(taken.status()).isEqualTo(409);
        assertThat(type(taken)).isEqualTo("user-id-taken");
        assertThat(status(bob)).isEqualTo(200);
        assertThat(bob.get(LIST).json().has("password")).isFalse();
        String own = "b" + UUID.randomUUID().toString().substring(9);
        Client linked = anonymous.withToken(
                token(bob.put(PASSWORD, credentials(own, HERON).toString())));
        ObjectNode change = credentials(userId, HERON).put("currentPassword", HERON);
        assertThat(linked.put(PASSWORD, change.toString()).status()).isEqualTo(409);
        assertThat(status(linked)).isEqualTo(200);
    }

    @Test
    void lastIdentityShouldStay() {
        Client ann = signIn();

        assertThat(type(ann.delete(DEVICE))).isEqualTo("last-identity");
        assertThat(ann.delete(PASSWORD).status()).isEqualTo(404);
        Client both = anonymous.withToken(token(put(ann, TIGER, null)));
        assertThat(both.delete(DEVICE).status()).isEqualTo(204);
        assertThat(both.delete(DEVICE).status()).isEqualTo(404);
        assertThat(type(both.delete(PASSWORD))).isEqualTo("last-identity");
        assertThat(byPassword(TIGER).status()).isEqualTo(200);
        assertThat(byDevice(device).status()).isEqualTo(201); // another player's first sign-in
    }

    @Test
    void ofTwoIdentitiesThatAreUnlinkedAtOnceOneShouldStay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                String own = UUID.randomUUID().toString();
                Client ann = anonymous.withToken(token(byDevice(own)));
                ObjectNode body = credentials("r" + own.substring(9), TIGER);
                Client both = anonymous.withToken(token(ann.put(PASSWORD, body.toString())));
                List<Integer> statuses = new ArrayList<>();
                List<Callable<Answer>> unlinks = List.of(() -> both.delete(DEVICE), () -> both.delete(PASSWORD));
                for (Future<Answer> answer : threads.invokeAll(unlinks)) {
                    statuses.add(answer.get().status());
                }
                assertThat(statuses).containsExactlyInAnyOrder(204, 409);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void unlinkingShouldEndTheOtherSessions() {
        Client phone = signIn();
        Client desk = anonymous.withToken(token(put(signIn(), TIGER, null)));
        assertThat(status(phone)).isEqualTo(401);
        Client again = signIn();
        String id = desk.get(LIST).json().at("/devices/0/id").textValue();

        assertThat(desk.delete(DEVICE + "/" + id).status()).isEqualTo(204);

        assertThat(status(again)).isEqualTo(401);
        assertThat(status(desk)).isEqualTo(200);
    }

    @Test
    void secondDeviceShouldSignTheSamePlayerInAndGoWithoutItsSecret() {
        Client ann = signIn();
        String second = UUID.randomUUID().toString();
        String player = ann.get("/v1/me").json().get("id").textValue();

        Answer added = ann.put(DEVICE, deviceBody(second));
        Answer again = ann.put(DEVICE, deviceBody(second));

        assertThat(added.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(added.json());
        assertThat(byDevice(second).json().at("/player/id").textValue()).isEqualTo(player);
        assertThat(ann.get(LIST).json().get("devices")).hasSize(2);
        assertThat(ann.delete(DEVICE + "/" + added.json().get("id").textValue()).status())
                .isEqualTo(204);
        assertThat(byDevice(second).json().at("/player/id").textValue()).isNotEqualTo(player);
        assertThat(ann.get(LIST).json().get("devices")).hasSize(1);
    }

    @Test
    void deviceOfAnotherPlayerShouldStayTheirs() {
        Client ann = signIn();
        Client bob = anonymous.signUp().client();
        String id = ann.get(LIST).json().at("/devices/0/id").textValue();

        Answer taken = bob.put(DEVICE, deviceBody(device));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(type(taken)).isEqualTo("device-taken");
        assertThat(bob.delete(DEVICE + "/" + id).status()).isEqualTo(404);
        assertThat(byDevice(device).status()).isEqualTo(200);
        assertThat(bob.put(DEVICE, deviceBody("too short")).status()).isEqualTo(400);
        assertThat(server.admin().put(DEVICE, deviceBody(device)).status()).isEqualTo(403);
        assertThat(anonymous.get(LIST).status()).isEqualTo(401);
    }

    @Test
    void oneDeviceThatManyWantAtOnceShouldSignOnePlayerIn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            String wanted = UUID.randomUUID().toString();
            List<Callable<Answer>> requests = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Client player = anonymous.signUp().client();
                requests.add(() -> player.put(DEVICE, deviceBody(wanted)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fiftyFirstDeviceShouldBeRefused() {
        Client ann = signIn();
        for (int i = 1; i < 50; i++) {
            assertThat(ann.put(DEVICE, deviceBody(UUID.randomUUID().toString())).status())
                    .isEqualTo(201);
        }

        assertThat(type(ann.put(DEVICE, deviceBody(UUID.randomUUID().toString()))))
                .isEqualTo("too-many-devices");
        assertThat(ann.put(DEVICE, deviceBody(device)).status()).isEqualTo(200);
    }
}

package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not as they should be. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BadInputTest {
    private static final String SCORE = "{\"score\":1,\"metadata\":{\"a\":%s}}";
    private static final int MEBIBYTE = 1 << 20;

    private final TestServer server;
    private final Client anonymous;
    private final SignedIn ann;
    private final String board = "/v1/leaderboards/x" + UUID.randomUUID();
    private final String scores = board + "/scores";

    BadInputTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
        ann = anonymous.signUp("Ann");
        assertThat(server.admin().put(board, "{}").status()).isEqualTo(201);
    }

    private void assertRefused(int status, String json) {
        String what = json.substring(0, Math.min(80, json.length()));
        Refusals.assertProblem(status, ann.client().post(scores, json), what);
        Refusals.assertProblem(status, anonymous.post("/v1/accounts", json), what);
        Refusals.assertProblem(status, server.admin().put(board, json), what);
        assertThat(ann.client().get(scores).json().get("total").intValue()).isZero();
    }

    @Test
    void deepNestingShouldBeRefused() {
        assertRefused(400, "[".repeat(10_000));
        assertRefused(400, "[".repeat(10_000) + "]".repeat(10_000));
        assertRefused(400, SCORE.formatted("[".repeat(10_000) + "]".repeat(10_000)));
        assertRefused(400, SCORE.formatted("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
        assertRefused(400, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    }

    @Test
    void shallowNestingShouldBeTaken() {
        assertThat(ann.client()
                        .post(scores, SCORE.formatted("[".repeat(20) + "]".repeat(20)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Timeout(60)
    void hugeNumbersShouldBeRefused() {
        assertRefused(400, "{\"score\":" + "9".repeat(60_000) + "}");
        assertRefused(400, "{\"score\":-" + "9".repeat(60_000) + "}");
        assertRefused(400, "{\"score\":0." + "9".repeat(60_000) + "}");
        assertRefused(400, "{\"score\":1e" + "9".repeat(60_000) + "}");
        assertRefused(400, SCORE.formatted("9".repeat(60_000)));
        assertRefused(400, "{\"score\":1e999999999}");
        assertRefused(400, SCORE.formatted("1e99999999999")); // an exponent that fits into no int
        assertRefused(400, "{\"score\":1,\"metadata\":{\"n\":1e99999999999}}");
        assertRefused(413, "{\"score\":" + "9".repeat(100_000) + "}");
    }

    /** Small to send, and a billion digits if anyone were to write them out. */
    @Test
    @Timeout(60)
    void numberWithAHugeExponentShouldNotBeWrittenOut() {
        Answer answer = ann.client().post(scores, SCORE.formatted("1e999999999"));

        assertThat(answer.status()).isIn(200, 400);
        assertThat(ann.client().get(scores + "/me").body().length()).isLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"score\"",
                "[]",
                "[{\"score\":1}]",
                "{}",
                "{\"score\":null}",
                "{\"score\":NaN}",
                "{\"score\":Infinity}",
                "{\"score\":1.0}",
                "{\"score\":\"1\"}",
                "{\"score\":true}",
                "{\"score\":[1]}",
                "{\"score\":{}}",
                "{\"score\":1,\"score\":2}",
                "{\"score\":1,\"Score\":2}",
                "{\"score\":1,\"metadata\":null}",
                "{\"score\":1,\"metadata\":[]}",
                "{\"score\":1,\"metadata\":\"{}\"}",
                "{\"score\":1,\"metadata\":{\"a\":1,\"a\":2}}",
                "{\"score\":1,\"metadata\":{\"a\":\"\\ud800\"}}",
                "{\"score\":1,\"metadata\":{\"\\udc00\":1}}",
                "{\"score\":1,\"__proto__\":{}}",
                "{\"score\":1,\"@class\":\"java.lang.Object\"}",
                "{\"score\":1} {}",
                "{\"score\":1}}",
                "{\"score\":1,}",
                "{'score':1}",
                "{score:1}",
                "{\"score\":01}",
                "{\"score\":1}//",
                "\u0000{\"score\":1}"
            })
    void scoreThatIsNotAsDescribedShouldBeRefused(String json) {
        Refusals.assertProblem(400, ann.client().post(scores, json), json);
        assertThat(ann.client().get(scores).json().get("total").intValue()).isZero();
    }

    @Test
    void namesOfUnknownPropertiesShouldNotBeRepeated() {
        for (String json :
                List.of("{\"score\":1,\"tiger<b>\":1}", "{\"tiger\":1}", "{\"score\":1,\"metadata\":\"tiger\"}")) {
            Answer answer = ann.client().post(scores, json);
            Refusals.assertProblem(400, answer, json);
            assertThat(answer.body()).doesNotContain("tiger");
        }
    }

    /** Many times, since a connection that is closed on unread bytes now and then takes the answer with it. */
    @Test
    void oversizedBodyShouldBe413HoweverItIsSent() {
        byte[] body = "x".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
        Client json = ann.client().with("Content-Type", "application/json");
        for (int i = 0; i < 10; i++) {
            Refusals.assertProblem(413, json.send("POST", scores, BodyPublishers.ofByteArray(body)), "with length");
            Refusals.assertProblem(
                    413,
                    json.send("POST", scores, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                    "in chunks");
        }
        Refusals.assertProblem(413, anonymous.post("/v1/accounts", body), "account");
        Refusals.assertProblem(413, anonymous.post("/v1/login", body), "sign-in");
        Refusals.assertProblem(413, anonymous.post("/v1/login/device", body), "device");
    }

    /** Small enough for the server to read it all, but who waits for an answer sends nothing more. */
    @Test
    @Timeout(20)
    void bodyShouldBeRefusedByItsLengthBeforeItIsSent() throws IOException {
        String head = "POST /v1/accounts HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 70000\r\n";
        String asksFirst = head + "Expect: 100-continue\r\n" + RawHttp.end(server.uri());

        Refusals.assertProblem(413, RawHttp.firstAnswer(server.uri(), asksFirst), "asks first");
        Refusals.assertProblem(413, RawHttp.firstAnswer(server.uri(), head + RawHttp.end(server.uri())), "waits");
    }

    @Test
    void bodyOfExactlyTheLimitShouldBeRead() {
        String padding = " ".repeat(65_536 - "{\"score\":1}".length());

        assertThat(ann.client().post(scores, "{\"score\":1}" + padding).status())
                .isEqualTo(200);
        Refusals.assertProblem(413, ann.client().post(scores, "{\"score\":1} " + padding), "one too many");
    }
}

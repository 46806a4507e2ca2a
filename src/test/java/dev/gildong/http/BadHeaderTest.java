package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content types, methods and Accept headers that are not as they should be. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class BadHeaderTest {
    private final TestServer server;
    private final Client anonymous;
    private final SignedIn ann;
    private final String board = "/v1/leaderboards/x" + UUID.randomUUID();
    private final String scores = board + "/scores";

    BadHeaderTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
        ann = anonymous.signUp("Ann");
        assertThat(server.admin().put(board, "{}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/html",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "application/jsonx",
                "application/problem+json",
                "application/merge-patch+json",
                "*/*",
                "application/*"
            })
    void otherContentTypesShouldBe415(String type) {
        Client client = ann.client().with("Content-Type", type);
        Refusals.assertProblem(415, client.post(scores, "{\"score\":1}"), type);
        Refusals.assertProblem(415, client.post("/v1/accounts", "{}"), type);
        Refusals.assertProblem(415, server.admin().with("Content-Type", type).put(board, "{}"), type);
        assertThat(ann.client().get(scores).json().get("total").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "/",
                "application/",
                "/json",
                "application/json;",
                "a/b/c",
                "\u00e9/\u00e9",
                "; charset=utf-8"
            })
    void contentTypesThatAreNoneShouldBeRefused(String type) {
        Answer submit = ann.client().with("Content-Type", type).post(scores, "{\"score\":1}");
        Answer define = server.admin().with("Content-Type", type).put(board, "{}");

        for (Answer answer : new Answer[] {submit, define}) {
            if (!type.startsWith("application/json")) {
                Refusals.assertClientError(answer, type);
                assertThat(answer.status()).isIn(400, 415);
            }
        }
    }

    @Test
    void contentTypeThatIsMissingShouldBe415() {
        Refusals.assertProblem(
                415, ann.client().send("POST", scores, BodyPublishers.ofString("{\"score\":1}")), "no type");
    }

    @Test
    void charsetsThatAreNotUtf8ShouldNotGarbleText() {
        Answer answer = ann.client()
                .with("Content-Type", "application/json; charset=ISO-8859-1")
                .post(scores, "{\"score\":1,\"metadata\":{\"a\":\"\u00e9\"}}");

        assertThat(answer.status()).isIn(200, 415);
        if (answer.status() == 200) {
            assertThat(ann.client().get(scores + "/me").json().at("/metadata/a").textValue())
                    .isEqualTo("\u00e9");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/session, GET",
        "POST, /v1/session, GET",
        "PATCH, /v1/session, GET",
        "FOO, /v1/session, GET",
        "get, /v1/session, GET",
        "TRACE, /v1/session, GET",
        "GET, /v1/accounts, POST",
        "HEAD, /v1/login, POST",
        "PUT, /v1/login/device, POST",
        "GET, /v1/logout, POST",
        "DELETE, /livez, GET",
        "POST, /openapi.json, GET",
        "POST, /v1/leaderboards/b, PUT",
        "PUT, /v1/leaderboards/b/scores, POST",
        "POST, /v1/leaderboards/b/scores/me, GET"
    })
    void otherMethodsShouldBe405WithAllow(String method, String path, String allowed) {
        Answer answer = ann.client().send(method, path, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow").split(" *, *")).contains(allowed).doesNotContain(method);
        if (!method.equals("HEAD")) {
            Refusals.assertProblem(405, answer, method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/openapi.json", "/v1/session", "/v1/nothing"})
    void headShouldAnswerAsGetDoesWithoutABody(String path) {
        Answer get = ann.client().get(path);
        Answer head = ann.client().send("HEAD", path, BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("Cache-Control")).isEqualTo(get.header("Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png, text/*;q=0.5"})
    void acceptThatLeavesNothingShouldBe406(String accept) {
        Refusals.assertProblem(406, ann.client().with("Accept", accept).get("/v1/session"), accept);
        Refusals.assertProblem(406, anonymous.with("Accept", accept).get("/livez"), accept);
        Refusals.assertProblem(404, anonymous.with("Accept", accept).get("/v1/nothing"), accept);
        Refusals.assertProblem(406, ann.client().with("Accept", accept).post(scores, "{\"score\":1}"), accept);
        assertThat(ann.client().get(scores).json().get("total").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "///", "a", "a/b/c", ",,,", ";q=1", "application/json;q=2", "application/json;q=x", "\u00e9"
            })
    void acceptThatIsNoneShouldBeRefusedOrPassedOver(String accept) {
        Answer get = ann.client().with("Accept", accept).get("/v1/session");
        Answer define = server.admin().with("Accept", accept).put(board, "{}");

        for (Answer answer : new Answer[] {get, define}) {
            if (answer.status() != 200) {
                Refusals.assertClientError(answer, accept);
                assertThat(answer.status()).isIn(400, 406);
            }
        }
    }

    @Test
    void bodyOnAGetShouldBePassedOver() {
        Answer answer = ann.client()
                .with("Content-Type", "application/json")
                .send("GET", "/v1/session", BodyPublishers.ofString("{\"x\":[[["));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ann.client().get("/v1/session").status()).isEqualTo(200);
    }
}

package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, request lines and header fields that no HTTP client would send; none of them comes as far as a database. */
class BadRequestLineTest {
    private final TestServer server = TestServer.on(TestDatabase.H2);
    private final URI uri = server.uri();
    private final String token =
            "Authorization: Bearer " + server.client().signUp().token() + "\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/v1",
                "/v1/",
                "/v2/session",
                "/V1/session",
                "/v1/Session",
                "/v1/session/x",
                "/v1/players",
                "/v1/players/",
                "/v1/players/a%2fb",
                "/v1/players/a%2Fb",
                "/v1/players/a%5Cb",
                "/v1/players/%2e%2e/session",
                "/v1/players/..%2fsession",
                "/v1/players/%00",
                "/v1/players/a%00b",
                "/v1/players/%ff%fe",
                "/v1/players/%c0%af",
                "/v1/players/%ed%a0%80",
                "/v1/players/%zz",
                "/v1/players/%",
                "/v1/players/a%0d%0aX-Evil:%201",
                "/v1/players/a\\b",
                "/v1/players/<a>",
                "/v1/players/[a]",
                "/v1/players/\u00e9",
                "/v1//players/x",
                "//v1/players/x",
                "///",
                "/v1/..;/nothing",
                "/v1/..;a=b/nothing",
                "/v1/.;/nothing",
                "/v1/;/players/x",
                "/v1/%2e%2e;/nothing",
                "/..",
                "/../",
                "/../../etc/passwd",
                "/v1/../../etc/passwd",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/%57EB-INF/web.xml",
                "/WEB-INF;/web.xml",
                "/v1/..;/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/dev/gildong/launcher/Main.class",
                "/container-error",
                "/v1/session?x=1",
                "/v1/session?%zz",
                "/v1/session?%00=%ff",
                "/v1/session?%ed%a0%80",
                "/livez?x",
                "*",
                "?",
                "http:/",
                "v1/session"
            })
    void strangePathShouldBeAProblem(String target) throws IOException {
        Answer answer = RawHttp.get(uri, target, token);

        Refusals.assertClientError(answer, target);
        assertThat(answer.headers()).doesNotContainKey("x-evil");
    }

    /** What servers may read as one of our routes must be held to that route's rule. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/session;jsessionid=1",
                "/v1;a=b/session",
                "/v1/%73ession",
                "/v1/./session",
                "/v1/x/../session",
                "/livez/../v1/session",
                "/v1//session",
                "//v1/session",
                "/v1/session/",
                "/v1/livez/..;/session",
                "/livez/..;/v1/session",
                "/livez/%2e%2e/v1/session",
                "/livez;/../v1/session"
            })
    void routeBehindAStrangePathShouldStayClosed(String target) throws IOException {
        Refusals.assertClientError(RawHttp.get(uri, target), target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/se\0ssion HTTP/1.1\r\n",
                "GET /v1/session\u0001 HTTP/1.1\r\n",
                "GET\0 /v1/session HTTP/1.1\r\n",
                "G(ET /v1/session HTTP/1.1\r\n",
                "GET  HTTP/1.1\r\n",
                "GET /v1/session HTTP/1.1\r\nContent-Length: -1\r\n",
                "POST /v1/accounts HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "POST /v1/accounts HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n",
                "POST /v1/accounts HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                "GET /v1/session HTTP/1.1\r\nX-Null: a\0b\r\n",
                "GET /v1/session HTTP/1.1\r\nX Space: a\r\n",
                "GET /v1/session HTTP/1.1\r\nHost : example.org\r\n",
                "GET /v1/session HTTP/1.1\r\nno colon at all\r\n",
                "GET /v1/session HTTP/1.1\r\nHost: a b c\r\n"
            })
    void requestThatIsNoHttpShouldBe400(String head) throws IOException {
        Refusals.assertProblem(400, RawHttp.exchange(uri, head + RawHttp.end(uri) + "{}"), head);
    }

    @Test
    void overlongRequestsShouldBeRefusedBeforeTheyAreRead() throws IOException {
        Answer path = RawHttp.get(uri, "/v1/players/" + "a".repeat(100_000));
        Answer query = RawHttp.get(uri, "/v1/session?x=" + "a".repeat(100_000));
        Answer header = RawHttp.get(uri, "/v1/session", "X-Long: " + "a".repeat(100_000) + "\r\n");
        Answer headers = RawHttp.get(uri, "/v1/session", "X-Many: 1\r\n".repeat(10_000));

        Refusals.assertProblem(414, path, "path");
        Refusals.assertProblem(414, query, "query");
        Refusals.assertProblem(431, header, "header");
        Refusals.assertProblem(431, headers, "headers");
    }

    @Test
    void longPathsThatAreStillReadShouldBeUnknown() throws IOException {
        Refusals.assertProblem(404, RawHttp.get(uri, "/v1/players/" + "a".repeat(6_000), token), "player");
        Refusals.assertProblem(404, RawHttp.get(uri, "/a".repeat(3_000), token), "deep");
        Refusals.assertClientError(
                RawHttp.get(uri, "/v1/leaderboards/b/scores?pageToken=" + "A".repeat(6_000), token), "token");
        Refusals.assertClientError(
                RawHttp.get(uri, "/v1/leaderboards/b/scores?" + "limit=1&".repeat(700), token), "limits");
    }

    @Test
    void brokenChunksShouldBe400() throws IOException {
        String head = "POST /v1/accounts HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + RawHttp.end(uri);

        Refusals.assertProblem(400, RawHttp.exchange(uri, head + "zz\r\n{}\r\n0\r\n\r\n"), "no size");
        Refusals.assertProblem(400, RawHttp.exchange(uri, head + "-1\r\n{}\r\n0\r\n\r\n"), "negative size");
        Refusals.assertProblem(400, RawHttp.exchange(uri, head + "fffffffffffffffff\r\n{}\r\n0\r\n\r\n"), "huge size");
    }

    @Test
    void optionsShouldTellTheMethodsAndNothingElse() throws IOException {
        for (String path : new String[] {"/v1/session", "/v1/accounts", "/v1/leaderboards/b/scores", "/livez"}) {
            Answer answer = RawHttp.exchange(uri, "OPTIONS " + path + " HTTP/1.1\r\n" + RawHttp.end(uri));

            assertThat(answer.status()).as(path).isIn(200, 204, 405);
            assertThat(answer.header("Allow")).as(path).contains(path.equals("/v1/accounts") ? "POST" : "GET");
            Refusals.assertTellsNothing(answer, path);
        }
        Refusals.assertProblem(
                404, RawHttp.exchange(uri, "OPTIONS /v1/nothing HTTP/1.1\r\n" + RawHttp.end(uri)), "unknown");
    }

    @Test
    void traceShouldEchoNothing() throws IOException {
        Answer answer = RawHttp.exchange(uri, "TRACE /livez HTTP/1.1\r\nX-Secret: tiger\r\n" + RawHttp.end(uri));

        Refusals.assertProblem(405, answer, "TRACE");
        assertThat(answer.body()).doesNotContain("tiger");
    }

    @Test
    void locationShouldNotBeSplitByAForgedHost() throws IOException {
        String body = "{\"deviceId\":\"aaaabbbbccccddddeeee\"}";
        Answer answer = RawHttp.exchange(
                uri,
                "POST /v1/login/device HTTP/1.1\r\nHost: example.org\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);

        assertThat(answer.status()).isIn(200, 201);
        assertThat(answer.header("Set-Cookie")).doesNotContain("example.org");
    }
}

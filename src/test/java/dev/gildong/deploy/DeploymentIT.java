package dev.gildong.deploy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gildong.http.StaffRoutes;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One file, every home, every Java: deployed, used, asked badly, and stopped while it works. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("homesAndJdks")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeploymentIT {
    private static final String ADMIN_KEY = "gk_" + "t".repeat(42) + "A";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningServer server;

    @Parameter(0)
    Home home;

    @Parameter(1)
    Jdk jdk;

    static Stream<Arguments> homesAndJdks() {
        return Jdk.all().stream().flatMap(jdk -> Home.all().stream().map(home -> Arguments.of(home, jdk)));
    }

    @BeforeParameterizedClassInvocation
    static void start(Home home, Jdk jdk) throws IOException {
        server = home.start(jdk, Map.of("GILDONG_ADMIN_KEY", ADMIN_KEY));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void playerShouldSeeTheirOwnRank() throws Exception {
        JsonNode signIn = json(201, server.send("POST", "/v1/accounts", null, account("gildong")));
        String token = signIn.get("token").textValue();
        json(201, server.send("PUT", "/v1/leaderboards/main", ADMIN_KEY, "{}"));
        JsonNode submit = json(200, server.send("POST", "/v1/leaderboards/main/scores", token, "{\"score\":4200}"));
        JsonNode board = json(200, server.send("GET", "/v1/leaderboards/main/scores", token, null));

        assertThat(submit.get("rank").longValue()).isEqualTo(1);
        assertThat(board.get("yourRank").longValue()).isEqualTo(1);
        JsonNode first = board.get("items").get(0);
        assertThat(first.get("playerId")).isEqualTo(signIn.get("player").get("id"));
        assertThat(first.get("score").longValue()).isEqualTo(4200);
    }

    @Test
    void dataShouldLieWhereTheConfigurationSays() throws Exception {
        try (Stream<?> files = Files.list(server.base().resolve("gildong-data"))) {
            assertThat(files).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a[b", "/%c0%af", "/a%00b", "/../../etc/passwd"})
    void badUriShouldAnswerAProblem(String uri) throws Exception {
        assertProblem(400, get(uri, ""));
    }

    @Test
    void tooLongAHeaderShouldAnswerAProblem() throws Exception {
        assertProblem(431, get("/readyz", "X-Long: " + "a".repeat(64 * 1024) + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a[b", "/readyz?" + "%20%20"})
    void noAnswerShouldNameTheServer(String uri) throws Exception {
        assertNamesNoServer(get(uri, ""));
        assertNamesNoServer(get(uri, "X-Long: " + "a".repeat(64 * 1024) + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing-here",
                "/v1/nothing-here",
                "/dev/gildong/launcher/Main.class",
                "/WEB-INF/web.xml",
                "/web-inf/web.xml",
                "/WEB-INF/lib-provided/",
                "/META-INF/MANIFEST.MF",
                "/container-error"
            })
    void unknownPathShouldBeAProblem(String path) throws Exception {
        assertProblem(404, get(path, ""));
    }

    @Test
    void pathParameterShouldNotHideAStepUpwards() throws Exception {
        String answer = get("/x/..;/WEB-INF/web.xml", "");

        // Tomcat takes the step and finds nothing; Jetty refuses the path as ambiguous.
        assertThat(answer).containsPattern("^HTTP/1.1 40[04]").doesNotContain("web-app");
    }

    /** On one Java: how a server reads a request line is its own affair. */
    @Test
    void routesOfTheStaffShouldStayClosedHoweverTheyAreAskedFor() throws Exception {
        assumeTrue(jdk.equals(Jdk.all().get(0)));
        new StaffRoutes(URI.create("http://127.0.0.1:" + server.port()), ADMIN_KEY).assertClosed();
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void stopShouldLetRunningRequestsFinish() throws Exception {
        List<RawRequest> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(beginAccount("slow-" + i));
        }

        server.terminate();
        Awaitility.await("no new request is taken")
                .atMost(ofSeconds(10))
                .pollInterval(ofMillis(20))
                .until(DeploymentIT::takesNothingNew);
        assertThat(server.endsWithin(3)).as("waits for slow clients").isFalse();

        for (int i = 0; i < running.size(); i++) {
            try (RawRequest request = running.get(i)) {
                request.send(secondHalf(account("slow-" + i)));
                String answer = request.rest();
                assertThat(answer).startsWith("HTTP/1.1 201");
                assertThat(answer).contains("\"token\"").contains("\"player\"");
            }
        }
        assertThat(server.endsWithin(25)).as("stops within 25 s").isTrue();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void stopShouldLeaveNothingBehind() {
        // Tomcat looks for threads, drivers and thread locals that an application has left to its successor. A thread
        // without a stack has just ended, as the last of a connection pool may while Tomcat looks.
        assertThat(server.output()).doesNotContainPattern("memory leak(?!\\. Stack trace of thread:\\R\\d)");
    }

    /** Sends the head and half of the body, and waits until the server asks for more. */
    private static RawRequest beginAccount(String userId) throws IOException {
        String body = account(userId);
        RawRequest request = RawRequest.to(server.port());
        request.send("POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        assertThat(request.head()).startsWith("HTTP/1.1 100");
        request.send(body.substring(0, body.length() / 2));
        return request;
    }

    private static String secondHalf(String body) {
        return body.substring(body.length() / 2);
    }

    private static boolean takesNothingNew() throws IOException {
        try {
            return get("/readyz", "").startsWith("HTTP/1.1 503");
        } catch (SocketException refused) {
            return true;
        }
    }

    private static String account(String userId) {
        return "{\"userId\":\"" + userId + "\",\"password\":\"seven tall pines\"}";
    }

    private static String get(String uri, String headers) throws IOException {
        return RawRequest.exchange(
                server.port(),
                "GET " + uri + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n");
    }

    private static JsonNode json(int status, HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    /** 431 stands for 400 too, which is how Tomcat refuses headers that are too long. */
    private static void assertProblem(int status, String answer) throws IOException {
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
        JsonNode problem = JSON.readTree(answer.substring(end + 4));
        int answered = problem.get("status").intValue();

        assertThat(head).startsWith("http/1.1 " + answered);
        assertThat(answered).isIn(status, status == 431 ? 400 : status);
        assertThat(head).contains("content-type: application/problem+json", "x-request-id: ", "nosniff", "no-store");
        assertThat(head).contains("frame-ancestors 'none'", "no-referrer", "cross-origin-resource-policy: same-origin");
        assertThat(problem.get("type").textValue()).startsWith("urn:gildong:problem:");
        assertThat(head).contains(problem.get("instance").textValue());
        assertNamesNoServer(answer);
    }

    private static void assertNamesNoServer(String answer) {
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("tomcat", "jetty", "apache", "eclipse", "coyote");
        assertThat(answer).doesNotContainIgnoringCase("exception").doesNotContain("\tat ");
    }
}

package dev.gildong.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

    @Test
    void jsonShouldHoldEveryMember() {
        Problem problem = new Problem(
                "urn:gildong:problem:invalid-request",
                "The request is not valid",
                400,
                "Two fields are wrong",
                "r1",
                List.of(new Problem.FieldError("/score", "is not a number"), new Problem.FieldError("", "is empty")));

        assertThat(new String(problem.toJson(), UTF_8))
                .isEqualTo("{\"type\":\"urn:gildong:problem:invalid-request\",\"title\":\"The request is not valid\","
                        + "\"status\":400,\"detail\":\"Two fields are wrong\",\"instance\":\"r1\",\"errors\":["
                        + "{\"pointer\":\"/score\",\"detail\":\"is not a number\"},"
                        + "{\"pointer\":\"\",\"detail\":\"is empty\"}]}");
    }

    @Test
    void jsonShouldLeaveOutWhatIsAbsent() {
        assertThat(new String(Problem.ofStatus(404, "r1").toJson(), UTF_8)).isEqualTo("""
                {"type":"urn:gildong:problem:not-found","title":"Not Found","status":404,"instance":"r1"}""");
    }

    @Test
    void jsonShouldEscapeWhateverATextHolds() throws Exception {
        StringBuilder text = new StringBuilder("\"\\/ 홍길동 😀 \u007f \u2028 \u2029 </script>");
        for (char c = 0; c < ' '; c++) {
            text.append(c);
        }
        Problem problem = new Problem("t", text.toString(), 400, text.toString(), "r1", List.of());

        JsonNode read = new ObjectMapper().readTree(problem.toJson());

        assertThat(read.get("title").textValue()).isEqualTo(text.toString());
        assertThat(read.get("detail").textValue()).isEqualTo(text.toString());
    }

    @Test
    void jsonShouldStayReadableWithALoneSurrogate() throws Exception {
        Problem problem = new Problem("t", "a\ud800b", 400, null, "r1", List.of());

        assertThat(new ObjectMapper().readTree(problem.toJson()).get("title").textValue())
                .isEqualTo("a?b");
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad-request, Bad Request",
        "414, uri-too-long, URI Too Long",
        "431, request-header-fields-too-large, Request Header Fields Too Large",
        "500, internal-server-error, Internal Server Error",
        "499, request-refused, Request Refused",
        "599, server-error, Server Error"
    })
    void statusShouldNameItsProblem(int status, String slug, String title) {
        Problem problem = Problem.ofStatus(status, "r1");

        assertThat(problem.type()).isEqualTo("urn:gildong:problem:" + slug);
        assertThat(problem.title()).isEqualTo(title);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.instance()).isEqualTo("r1");
    }

    @Test
    void tooLongARequestShouldBeToldWhatToShorten() {
        assertThat(Problem.ofStatus(414, "r1").detail()).contains("query");
        assertThat(Problem.ofStatus(431, "r1").detail()).contains("header");
        assertThat(Problem.ofStatus(500, "r1").detail()).isNull();
    }

    @Test
    void requestIdsShouldDifferAndBeSafeInLogsAndHeaders() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Problem.newRequestId());
        }

        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("[0-9a-z]{20}"));
        for (int at = 0; at < 20; at++) {
            int place = at;
            assertThat(ids.stream().map(id -> id.charAt(place)).distinct()).hasSize(32);
        }
    }
}

package dev.gildong.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The JSON parsing cases of nst/JSONTestSuite against three routes, and inside the one part of a body that is free. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JsonSuiteResourceTest {
    /** Valid definitions of a board, where all is left to the defaults. */
    private static final Set<String> EMPTY_OBJECTS =
            Set.of("y_object_empty.json", "i_structure_UTF-8_BOM_empty_object.json");

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final TestServer server;
    private final Client anonymous;
    private final SignedIn ann;
    private final String board = "/v1/leaderboards/j" + UUID.randomUUID();
    private final String scores = board + "/scores";

    JsonSuiteResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
        ann = anonymous.signUp("Ann");
        assertThat(server.admin().put(board, "{}").status()).isEqualTo(201);
    }

    private static List<Path> files(String kinds) {
        return SharedData.files("json-parsing", "JSON parsing cases against three routes").stream()
                .filter(file -> kinds.indexOf(name(file).charAt(0)) >= 0)
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private Answer define(byte[] json) {
        return server.admin()
                .with("Content-Type", "application/json")
                .send("PUT", board, BodyPublishers.ofByteArray(json));
    }

    @Test
    void filesThatAreNoJsonShouldBeRefusedOnEveryRoute() throws IOException {
        long players = server.number("SELECT COUNT(*) FROM player");
        SoftAssertions softly = new SoftAssertions();
        for (Path file : files("n")) {
            byte[] json = Files.readAllBytes(file);
            int status = json.length > 65_536 ? 413 : 400;
            softly.check(() -> Refusals.assertProblem(status, anonymous.post("/v1/accounts", json), name(file)));
            softly.check(() -> Refusals.assertProblem(status, ann.client().post(scores, json), name(file)));
            softly.check(() -> Refusals.assertProblem(status, define(json), name(file)));
        }
        softly.assertAll();
        assertNothingStored();
        assertThat(server.number("SELECT COUNT(*) FROM player")).isEqualTo(players);
    }

    @Test
    void filesThatAreNoBodyOfOursShouldBeRefusedOnEveryRoute() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (Path file : files("yi")) {
            byte[] json = Files.readAllBytes(file);
            softly.check(() -> Refusals.assertProblem(400, anonymous.post("/v1/accounts", json), name(file)));
            softly.check(() -> Refusals.assertProblem(400, ann.client().post(scores, json), name(file)));
            if (EMPTY_OBJECTS.contains(name(file))) {
                softly.assertThat(define(json).status()).as(name(file)).isEqualTo(200);
            } else {
                softly.check(() -> Refusals.assertProblem(400, define(json), name(file)));
            }
        }
        softly.assertAll();
        assertNothingStored();
    }

    private void assertNothingStored() {
        assertThat(ann.client().get(scores).json().get("total").intValue()).isZero();
        assertThat(ann.client().get(scores + "/me").status()).isEqualTo(404);
        assertThat(ann.client().get(board).json().get("keep").textValue()).isEqualTo("best");
    }

    private static byte[] asMetadata(byte[] json) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("{\"score\":1,\"metadata\":".getBytes(US_ASCII));
        body.write(json);
        body.write('}');
        return body.toByteArray();
    }

    @Test
    void metadataThatIsNoJsonShouldBeRefused() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (Path file : files("n")) {
            byte[] body = asMetadata(Files.readAllBytes(file));
            int status = body.length > 65_536 ? 413 : 400;
            softly.check(() -> Refusals.assertProblem(status, ann.client().post(scores, body), name(file)));
        }
        softly.assertAll();
        assertNothingStored();
    }

    @Test
    void metadataThatIsAnObjectShouldBeReadBackAsItWasSent() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        int accepted = 0;
        for (Path file : files("yi")) {
            byte[] json = Files.readAllBytes(file);
            SignedIn player = anonymous.signUp();
            Answer answer = player.client().post(scores, asMetadata(json));
            Answer entry = player.client().get(scores + "/me");
            boolean mustBeTaken =
                    name(file).startsWith("y_object") && !name(file).contains("duplicated");
            if (answer.status() == 200) {
                accepted++;
                softly.assertThat(tree(entry.body()).get("metadata"))
                        .as(name(file))
                        .isEqualTo(EXACT.readTree(json));
            } else {
                softly.check(() -> Refusals.assertProblem(400, answer, name(file)));
                softly.assertThat(entry.status()).as(name(file)).isEqualTo(404);
                softly.assertThat(mustBeTaken).as(name(file)).isFalse();
            }
        }
        softly.assertAll();
        assertThat(accepted).isPositive();
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return EXACT.readTree(json);
    }
}

package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A search without an index through documents that take long to read: about 5 ms each, and there are 200. */
class SearchTimeoutTest {
    private static final int DOCUMENTS = 200;
    private static final String SEARCH = "/v1/me/documents/slow:search";

    @Test
    void searchShouldEndAfterItsTimeSayThatItDidAndGoOn() {
        try (TestServer server = TestServer.start(
                TestDatabase.H2,
                Map.of(
                        "gildong.documents.search-rows", "1000000",
                        "gildong.documents.search-timeout", "PT0.1S",
                        "gildong.limits.enabled", "false"))) {
            SignedIn ann = server.client().signUp("Ann");
            fill(server, ann.playerId());
            String where = "{\"where\":{\"/n\":{\"eq\":" + DOCUMENTS + "}}";

            JsonNode page = ann.client().post(SEARCH, where + "}").json();
            assertThat(page.get("partial").booleanValue()).isTrue();
            assertThat(page.get("examined").intValue()).isBetween(1, DOCUMENTS - 1);
            assertThat(page.get("items")).isEmpty();
            Answer ordered = ann.client().post(SEARCH, "{\"orderBy\":{\"path\":\"/n\"}}");
            assertThat(ordered.status()).as("an order cannot be told in part").isEqualTo(422);
            int examined = 0;
            while (page.get("items").isEmpty()) {
                examined += page.get("examined").intValue();
                assertThat(examined).isLessThan(DOCUMENTS);
                String token = page.get("nextPageToken").textValue();
                page = ann.client()
                        .post(SEARCH, where + ",\"pageToken\":\"" + token + "\"}")
                        .json();
            }
            assertThat(page.at("/items/0/value/n").intValue()).isEqualTo(DOCUMENTS);
        }
    }

    private static void fill(TestServer server, String player) {
        server.sql("""
                INSERT INTO document (player_no, collection, doc_key, version, updated_at, body_bytes, body)
                SELECT player_no, 'slow', CONCAT('k', 1000 + x), 1, 1, 200000,
                  CONCAT('{"l":[', REPEAT('1,', 100000), '1],"n":', x, '}')
                FROM player, SYSTEM_RANGE(1, %d) WHERE player_id = '%s'
                """.formatted(DOCUMENTS, player));
    }
}

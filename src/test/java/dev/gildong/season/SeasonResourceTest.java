package dev.gildong.season;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SeasonResourceTest {
    private final TestServer server;
    private final Client anyone;
    private final Client player;

    SeasonResourceTest(TestDatabase database) {
        server = TestServer.on(database);
        anyone = server.client();
        player = server.client().signUp().client();
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void boardWithoutSeasonsShouldHaveOneThatDoesNotEnd() {
        String name = BoardRow.daily(server, "earliest").name() + "x";
        server.admin().put("/v1/leaderboards/" + name, "{}");

        JsonNode items =
                player.get("/v1/leaderboards/" + name + "/seasons").json().get("items");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("season").intValue()).isEqualTo(1);
        assertThat(items.get(0).get("state").textValue()).isEqualTo("open");
        assertThat(items.get(0).has("endsAt")).isFalse();
        assertThat(items.get(0).has("entries")).isFalse();
    }

    @Test
    void closedAndOpenSeasonsShouldBeListedTheNewestFirst() {
        BoardRow board = BoardRow.daily(server, "earliest");
        Instant end = daysAgo(1);
        board.closedSeason(1, 3, end);

        JsonNode items = player.get(board.path()).json().get("items");

        assertThat(items).hasSize(2);
        assertThat(items.get(0).get("season").intValue()).isEqualTo(2);
        assertThat(items.get(0).get("state").textValue()).isEqualTo("open");
        assertThat(Instant.parse(items.get(0).get("endsAt").textValue())).isAfter(Instant.now());
        assertThat(items.get(1).get("state").textValue()).isEqualTo("closed");
        assertThat(items.get(1).get("entries").intValue()).isEqualTo(3);
        assertThat(Instant.parse(items.get(1).get("endsAt").textValue())).isEqualTo(end);
        assertThat(Instant.parse(items.get(1).get("closedAt").textValue())).isEqualTo(end);
    }

    @Test
    void pagesShouldHoldEachSeasonOnce() {
        BoardRow board = BoardRow.daily(server, "earliest");
        for (int season = 1; season <= 5; season++) {
            board.closedSeason(season, 1, daysAgo(6 - season));
        }
        List<Integer> seen = new ArrayList<>();
        String token = "";
        do {
            Answer page = player.get(board.path() + "?limit=2" + token);
            page.json().get("items").forEach(item -> seen.add(item.get("season").intValue()));
            token = "&pageToken=" + page.json().path("nextPageToken").asText();
        } while (!token.equals("&pageToken="));

        assertThat(seen).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void tokenOfAnotherBoardShouldBe400() {
        BoardRow board = BoardRow.daily(server, "earliest");
        board.closedSeason(1, 1, daysAgo(1));
        String token = player.get(board.path() + "?limit=1")
                .json()
                .get("nextPageToken")
                .textValue();
        BoardRow other = BoardRow.daily(server, "earliest");

        assertThat(player.get(other.path() + "?pageToken=" + token).status()).isEqualTo(400);
        assertThat(player.get(board.path() + "?pageToken=x").status()).isEqualTo(400);
        assertThat(player.get(board.path() + "?limit=0").status()).isEqualTo(400);
        assertThat(player.get(board.path() + "?limit=101").status()).isEqualTo(400);
    }

    @Test
    void publicBoardShouldAnswerAnyone() {
        BoardRow board = BoardRow.add(server, "earliest", "\"read\":\"public\"");

        assertThat(anyone.get(board.path()).status()).isEqualTo(200);
        assertThat(anyone.withToken("x".repeat(40)).get(board.path()).status()).isEqualTo(200);
        assertThat(player.get(board.path()).status()).isEqualTo(200);
    }

    /** What is not there must look like what is not public. */
    @Test
    void whoeverIsNotSignedInShouldLearnNothingOfOtherBoards() {
        BoardRow board = BoardRow.daily(server, "earliest");

        Answer there = anyone.get(board.path());
        Answer nowhere = anyone.get("/v1/leaderboards/none/seasons");

        assertThat(there.status()).isEqualTo(401);
        assertThat(nowhere.status()).isEqualTo(401);
        assertThat(nowhere.json().get("title")).isEqualTo(there.json().get("title"));
        assertThat(anyone.withToken("x".repeat(40)).get(board.path()).status()).isEqualTo(401);
        assertThat(player.get("/v1/leaderboards/none/seasons").status()).isEqualTo(404);
        assertThat(server.admin().get(board.path()).status()).isEqualTo(200);
    }
}

package dev.gildong.leaderboard;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** A leaderboard behind the server's back: what is stored, and seasons that somebody opened and submitted to. */
@NullMarked
record BoardRow(TestServer server, String name) {

    static BoardRow random(TestServer server) {
        return new BoardRow(server, "b" + UUID.randomUUID());
    }

    String path() {
        return "/v1/leaderboards/" + name;
    }

    Answer patch(Client client, String body) {
        return client.with("Content-Type", "application/merge-patch+json")
                .send("PATCH", path(), BodyPublishers.ofString(body));
    }

    long number() {
        return server.number("SELECT board_no FROM leaderboard WHERE name = '" + name + "'");
    }

    /** The number of its definition's version, which its ETag stands for. */
    long version() {
        return server.number("SELECT version FROM leaderboard WHERE name = '" + name + "'");
    }

    /**
     * Adds a season.
     *
     * @param state open or closed
     * @param ends SQL for its end, such as {@code NULL}; its rule ends it there too
     * @param changeNo 0 for one without scores
     */
    void season(int number, String state, String starts, String ends, long changeNo) {
        server.sql("""
                INSERT INTO season (board_no, season_no, starts_at, ends_at, rule_ends_at, accepts_until, state,
                  board_version, change_no)
                VALUES (%d, %d, %s, %s, %s, %s, '%s', 1, %d)
                """.formatted(number(), number, starts, ends, ends, ends, state, changeNo));
    }

    /** What stands in a column of a season; -1 for NULL. */
    long season(int number, String column) {
        return server.number("SELECT COALESCE(%s, -1) FROM season WHERE board_no = %d AND season_no = %d"
                .formatted(column, number(), number));
    }

    /** How many tasks wait to close this season at an instant. */
    long closings(int number, long atMicros) {
        return server.number("SELECT COUNT(*) FROM task WHERE task_name = 'season.close' AND run_at = " + atMicros
                + " AND task_data = '{\"board\":" + number() + ",\"season\":" + number + "}'");
    }

    static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}

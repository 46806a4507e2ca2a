package dev.gildong.season;

import dev.gildong.event.EventType;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Season;
import java.time.Instant;

/**
 * What the event {@code season.closed} says: the ranks of a season are final.
 *
 * @param leaderboard its name
 * @param endsAt the first instant that does not belong to the season; late scores may be later
 * @param entries how many players have a final rank
 */
public record SeasonClosed(String leaderboard, int season, Instant startsAt, Instant endsAt, long entries) {
    /** To be registered at start. */
    public static final EventType TYPE = new EventType("season.closed");

    static SeasonClosed of(Board board, Season season, long entries) {
        return new SeasonClosed(
                board.name(),
                season.number(),
                season.startsAt(),
                season.endsAt().orElseThrow(),
                entries);
    }
}

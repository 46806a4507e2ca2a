package dev.gildong.leaderboard;

import dev.gildong.http.Caller;
import dev.gildong.http.ProblemException;
import java.util.Optional;

/**
 * A player as a path names one: by id, or {@code me}.
 *
 * @param number known for {@code me} alone
 */
record PlayerReference(Optional<Long> number, String id) {

    /** @throws ProblemException 404 if {@code me} is an API key, which plays nothing */
    static PlayerReference of(String text, Caller caller) {
        if (!text.equals("me")) {
            return new PlayerReference(Optional.empty(), text);
        }
        if (caller.playerNo().isEmpty()) {
            throw LeaderboardProblems.noEntry();
        }
        return new PlayerReference(caller.playerNo(), text);
    }
}

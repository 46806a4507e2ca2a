package dev.gildong.score;

import dev.gildong.http.Caller;
import dev.gildong.http.ProblemException;
import java.util.Optional;

/**
 * A player as a path names one: by id, or {@code me}.
 *
 * @param number known for {@code me} alone
 */
record PlayerReference(Optional<Long> number, String id) {

    /** @throws ProblemException 401 if {@code me} is nobody, 404 if it is an API key, which plays nothing */
    static PlayerReference of(String text, Optional<Caller> caller) {
        if (!text.equals("me")) {
            return new PlayerReference(Optional.empty(), text);
        }
        Caller me = caller.orElseThrow(ProblemException::notSignedIn);
        if (me.playerNo().isEmpty()) {
            throw ScoreProblems.noEntry();
        }
        return new PlayerReference(me.playerNo(), text);
    }
}

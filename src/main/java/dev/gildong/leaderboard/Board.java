package dev.gildong.leaderboard;

import dev.gildong.token.Token;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A leaderboard as the server remembers it.
 *
 * @param number inside; never leaves the server
 * @param name outside, see {@link #isName}
 * @param version grows with every change of the definition
 */
public record Board(
        long number, String name, Definition definition, long version, Instant createdAt, Instant updatedAt) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int ETAG_LENGTH = 16;

    /** Whether a board may be called so: 1 to 64 of a-z 0-9 . _ - and no mark first. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The same with another definition. */
    Board with(Definition changed, Instant now) {
        return new Board(number, name, changed, version + 1, createdAt, now);
    }

    /** When its first season begins. */
    Instant begin() {
        Instant opens = definition.opensAt();
        return opens == null ? createdAt : opens;
    }

    /** How it writes scores. */
    public Decimals decimals() {
        return new Decimals(definition.decimals());
    }

    /** Differs whenever the definition does, also for a board that is made anew under the same name. */
    String etag() {
        return Token.hash(number + " " + version).substring(0, ETAG_LENGTH);
    }
}

package dev.gildong.http;

import java.security.Principal;
import java.util.Optional;

/** Who makes a request: a signed-in player, or the holder of an API key. */
public interface Caller extends Principal {

    /** The number of the signed-in player; empty for an API key. */
    Optional<Long> playerNo();

    /** Whether it may do what this scope stands for; a player by a role. */
    boolean hasScope(Scope scope);
}

package dev.gildong.document;

import dev.gildong.http.Caller;
import dev.gildong.http.ProblemException;
import dev.gildong.http.Scope;

/**
 * Who comes to the documents of a player.
 *
 * @param owner number of the player whose they are
 */
record Visitor(long owner, Kind kind) {

    /** The player, at {@code /v1/me}: whoever staff are besides, they play here. */
    static Visitor player(Caller caller) {
        return new Visitor(caller.playerNo().orElseThrow(ProblemException::notSignedIn), Kind.PLAYER);
    }

    /** Anybody, at the documents of a player who is named. */
    static Visitor of(long owner, Caller caller) {
        if (caller.hasScope(Scope.DOCUMENTS)) {
            return new Visitor(owner, Kind.SERVER);
        }
        boolean own = caller.playerNo().filter(number -> number == owner).isPresent();
        return new Visitor(owner, own ? Kind.PLAYER : Kind.OTHER);
    }

    /** @throws ProblemException 403, or for another player 404, if the visitor may not read */
    void requireRead(Rules rules) {
        switch (kind) {
            case SERVER -> {}
            case PLAYER -> {
                if (rules.visibility() == Rules.Visibility.SERVERS) {
                    throw DocumentProblems.serversOnly();
                }
            }
            case OTHER -> {
                if (rules.visibility() != Rules.Visibility.PUBLIC) {
                    throw DocumentProblems.noDocument();
                }
            }
        }
    }

    /** @throws ProblemException 403, or for another player 404, if the visitor may not change anything */
    void requireWrite(Rules rules) {
        requireRead(rules);
        if (kind == Kind.OTHER) {
            throw DocumentProblems.noDocument();
        }
        if (kind == Kind.PLAYER && rules.write() == Rules.WriteRule.SERVERS) {
            throw DocumentProblems.serversWrite();
        }
    }

    /** What the visitor is to the documents. */
    enum Kind {
        /** Has them. */
        PLAYER,
        /** Has the scope for those of every player. */
        SERVER,
        /** Somebody else. */
        OTHER
    }
}

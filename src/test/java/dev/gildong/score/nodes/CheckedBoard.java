package dev.gildong.score.nodes;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import java.util.List;
import java.util.Random;

/**
 * A board whose ranks are checked.
 *
 * @param shared whether equal scores share a rank
 */
record CheckedBoard(String name, Keep keep, boolean lowestLeads, boolean shared) {

    enum Keep {
        BEST,
        LATEST,
        SUM
    }

    /** Makes a board of each kind. */
    static List<CheckedBoard> defineAll(Client admin) {
        return List.of(
                defined(admin, new CheckedBoard("best-highest", Keep.BEST, false, false)),
                defined(admin, new CheckedBoard("best-lowest", Keep.BEST, true, true)),
                defined(admin, new CheckedBoard("latest", Keep.LATEST, false, false)),
                defined(admin, new CheckedBoard("sum", Keep.SUM, false, false)));
    }

    private static CheckedBoard defined(Client admin, CheckedBoard board) {
        Answer answer = admin.put("/v1/leaderboards/" + board.name, board.definition());
        if (answer.status() != 201) {
            throw new AssertionError(answer);
        }
        return board;
    }

    private String definition() {
        return """
                {"order": "%s", "keep": "%s", "ties": "%s"}
                """.formatted(
                        lowestLeads ? "lowest" : "highest",
                        switch (keep) {
                            case BEST -> "best";
                            case LATEST -> "latest";
                            case SUM -> "sum";
                        },
                        shared ? "shared" : "earliest");
    }

    /** The path of its scores. */
    String scores() {
        return "/v1/leaderboards/" + name + "/scores";
    }

    /**
     * A score to submit. Bests do not rise from submit to submit, else a lost update would be mended by the next one;
     * they lie anywhere within bounds that move, so that there is always something to improve, and with many equal ones.
     * Amounts to add are positive and large, so that a sum tells which of them it holds.
     */
    long score(Random random, long elapsedMillis) {
        return switch (keep) {
            case BEST -> (lowestLeads ? -1 : 1) * (elapsedMillis / 25 + random.nextInt(100));
            case LATEST -> random.nextInt(1_000_000);
            case SUM -> 1 + random.nextInt(1_000_000);
        };
    }

    boolean isBetter(long score, long other) {
        return lowestLeads ? score < other : score > other;
    }

    /** Whether a player with this score may rank ahead of one with the other. */
    boolean mayLead(long score, long other) {
        return isBetter(score, other) || !shared && score == other;
    }
}

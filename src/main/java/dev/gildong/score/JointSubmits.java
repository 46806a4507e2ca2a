package dev.gildong.score;

import dev.gildong.http.ProblemException;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Leaderboards;
import dev.gildong.persistence.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes scores along with other changes: all of it is stored, or nothing. Each goes alone in the transaction of these
 * changes, so it costs a commit that others do not share. Safe for any number of threads.
 */
public final class JointSubmits {
    private final Leaderboards leaderboards;
    private final Submits submits;

    /** @param leaderboards by name */
    public JointSubmits(Leaderboards leaderboards, Submits submits) {
        this.leaderboards = leaderboards;
        this.submits = submits;
    }

    /**
     * Looks at what can be seen of a score before anything is changed.
     *
     * @param player whose score it is
     * @param byServer whether a game server sends it, and not the player
     * @param pointer where it is in the body
     * @throws ProblemException if there is no such board, or if it takes no such number
     */
    public JointSubmit checked(long player, boolean byServer, JointScoreRequest request, String pointer) {
        Board board = refusing(pointer, () -> leaderboards.get(request.leaderboard()));
        long units = board.decimals().units(request.score(), pointer + "/score");
        Optional<String> metadata = Metadata.text(request.metadata(), pointer + "/metadata");
        Optional<Integer> season = Optional.ofNullable(request.season());
        Submission submission = new Submission(board, player, units, metadata, byServer, season.isPresent());
        return new JointSubmit(submission, season, pointer);
    }

    /**
     * Submits scores as parts of the unit that encloses this: as its last ones, since from here to its end nobody else can
     * submit to these boards. They are locked in the order of their numbers, so that no two units wait for each other.
     *
     * @param scores each for another board
     * @return what they did, in the same order
     * @throws ProblemException if one is refused; nothing of the whole unit must be stored then
     */
    public List<JointScoreResponse> submit(List<JointSubmit> scores) {
        if (!Database.enclosed()) {
            throw new IllegalStateException("they are parts of no unit");
        }
        List<JointSubmit> inOrder = new ArrayList<>(scores);
        inOrder.sort(Comparator.comparingLong(each -> each.submission().board().number()));
        JointScoreResponse[] answers = new JointScoreResponse[scores.size()];
        for (JointSubmit each : inOrder) {
            answers[scores.indexOf(each)] = new JointScoreResponse(
                    each.submission().board().name(),
                    refusing(each.pointer(), () -> submits.submit(each.submission(), each.season())));
        }
        return List.of(answers);
    }

    private static <T> T refusing(String pointer, Supplier<T> step) {
        try {
            return step.get();
        } catch (ProblemException e) {
            throw e.refusing(pointer);
        }
    }
}

package dev.gildong.season;

import dev.gildong.leaderboard.BoardRef;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import org.jspecify.annotations.Nullable;

/** Removes all that a deleted board leaves behind, and the board itself at last. Does nothing to one that is not deleted. */
public final class PurgeBoardTask implements TaskHandler<BoardRef, Void> {
    private final PurgeRepository repository = new PurgeRepository();

    @Override
    public @Nullable Void run(BoardRef ref, TaskRun<Void> run) {
        long board = ref.board();
        boolean deleted = run.transact(unit -> repository.isDeleted(unit, board));
        if (deleted) {
            run.transact(unit -> {
                repository.stop(unit, board);
                return board;
            });
            run.repeat(unit -> repository.liveScores(unit, board));
            run.repeat(unit -> repository.finalScores(unit, board));
            run.repeat(unit -> repository.seasons(unit, board));
            run.transact(unit -> repository.board(unit, board));
        }
        return null;
    }
}

package dev.gildong.task;

import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import java.util.List;
import java.util.function.Consumer;

/** The tasks that a player enqueued. An attempt under way whose task is removed commits nothing any more. */
public final class PlayerTasks implements PlayerData {
    private static final int BATCH = 100;

    private final Database database;
    private final TaskRepository repository = new TaskRepository();

    /** @param database of all nodes */
    public PlayerTasks(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        long after = 0;
        List<Task> found;
        do {
            long from = after;
            found = database.transact(unit -> repository.owned(unit, player.number(), from, BATCH));
            for (Task task : found) {
                item.accept(TaskResponse.of(task));
                after = task.number();
            }
        } while (found.size() == BATCH);
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        return repository.removeOwned(unit, player.number(), BATCH) == BATCH;
    }
}

package dev.gildong.privacy;

import dev.gildong.player.PlayerData;
import dev.gildong.task.Tasks;
import java.util.ArrayList;
import java.util.List;

/** Makes the tasks known that export and erase. */
public final class Privacy {

    private Privacy() {}

    /**
     * To be called at start.
     *
     * @param data everything that any feature keeps of players, in the order in which exports show it. What runs by
     *     itself, as tasks do, must come before what it may still write
     */
    public static void register(Tasks tasks, List<PlayerData> data) {
        List<PlayerData> erased = new ArrayList<>(data);
        erased.add(new PlayerExports());
        tasks.register(ExportTask.TYPE, new ExportTask(List.copyOf(data)));
        tasks.register(EraseTask.TYPE, new EraseTask(erased, tasks));
    }
}

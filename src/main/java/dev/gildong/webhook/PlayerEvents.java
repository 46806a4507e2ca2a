package dev.gildong.webhook;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import dev.gildong.task.Tasks;
import dev.gildong.webhook.DeliveryRepository.AboutPlayer;
import java.util.List;
import java.util.function.Consumer;

/** Events about a player that were sent to webhooks lately, or wait to be sent. What was erased is not sent any more. */
public final class PlayerEvents implements PlayerData {
    private static final int BATCH = 100;

    private final Database database;
    private final Tasks tasks;
    private final DeliveryRepository deliveries = new DeliveryRepository();

    /** @param tasks send the deliveries */
    public PlayerEvents(Database database, Tasks tasks) {
        this.database = database;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        long after = 0;
        List<AboutPlayer> found;
        do {
            long from = after;
            found = database.transact(unit -> deliveries.about(unit, player.id(), from, BATCH));
            for (AboutPlayer each : found) {
                item.accept(new Payload(each.payload()));
                after = each.number();
            }
        } while (found.size() == BATCH);
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        List<AboutPlayer> found = deliveries.about(unit, player.id(), 0, BATCH);
        for (AboutPlayer each : found) {
            tasks.cancel(unit, each.taskId());
            deliveries.remove(unit, each.number());
        }
        return found.size() == BATCH;
    }

    private record Payload(@JsonValue @JsonRawValue String json) {}
}

package dev.gildong.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gildong.http.Json;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import dev.gildong.player.PlayerRepository;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything that is kept of a player into one JSON file: the profile, and a list for each kind of data. It never
 * holds more than a part of it in memory. Each list is read by itself, so what changes meanwhile may be in one and not in
 * another.
 */
public final class ExportTask implements TaskHandler<PlayerRef, Void> {
    static final TaskType<PlayerRef> TYPE = TaskType.of("player.export", PlayerRef.class)
            .internal()
            .withRetries(RetryPolicy.FOREVER)
            .withDeadline(Duration.ofHours(1));

    private final List<PlayerData> data;
    private final PlayerRepository players = new PlayerRepository();
    private final ExportRepository exports = new ExportRepository();

    /** @param data in the order in which it is written */
    ExportTask(List<PlayerData> data) {
        this.data = data;
    }

    @Override
    public @Nullable Void run(PlayerRef player, TaskRun<Void> run) throws IOException {
        String id = run.taskId();
        run.repeat(unit -> exports.removeParts(unit, id)); // of an attempt before this one
        long bytes = write(player, run);
        run.repeat(unit -> exports.removeOf(unit, player.number(), id));
        return run.finish(unit -> {
            exports.finish(unit, id, bytes);
            return null;
        });
    }

    private long write(PlayerRef player, TaskRun<Void> run) throws IOException {
        Parts parts = new Parts((number, content) -> run.transact(unit -> {
            exports.addPart(unit, run.taskId(), number, content);
            return number;
        }));
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(parts.stream())) {
            json.writeStartObject();
            json.writePOJOField("player", run.transact(unit -> profile(unit, player)));
            for (int i = 0; i < data.size(); i++) {
                run.progress(i, data.size());
                json.writeArrayFieldStart(data.get(i).name());
                data.get(i).export(player, item -> write(json, item));
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return parts.bytes();
    }

    private Object profile(UnitOfWork unit, PlayerRef ref) {
        Player player = players.get(unit, ref.number());
        return player.profile();
    }

    private static void write(JsonGenerator json, Object item) {
        try {
            json.writePOJO(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

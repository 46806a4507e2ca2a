package dev.gildong.privacy;

import dev.gildong.persistence.UnitOfWork;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exports in the database: a row for each, and its file in parts. */
final class ExportRepository {
    private static final int PARTS = 20;

    /** Adds one, unless it is there: then its task is not finished and stands for both. */
    Export add(UnitOfWork unit, String id, long player) {
        unit.update("""
                INSERT INTO player_export (export_id, player_no, created_at) VALUES (?, ?, %s)
                ON DUPLICATE KEY UPDATE export_id = export_id
                """.formatted(unit.dialect().nowMicros()), id, player);
        return find(unit, id, player).orElseThrow();
    }

    Optional<Export> find(UnitOfWork unit, String id, long player) {
        return unit.find(
                row -> {
                    @Nullable Long bytes = row.getObject(2, Long.class);
                    return new Export(id, UnitOfWork.instant(row.getLong(1)), Optional.ofNullable(bytes));
                },
                "SELECT created_at, bytes FROM player_export WHERE export_id = ? AND player_no = ?",
                id,
                player);
    }

    void addPart(UnitOfWork unit, String id, int part, byte[] content) {
        unit.update("INSERT INTO player_export_part (export_id, part_no, content) VALUES (?, ?, ?)", id, part, content);
    }

    Optional<byte[]> part(UnitOfWork unit, String id, int part) {
        return unit.find(
                row -> row.getBytes(1),
                "SELECT content FROM player_export_part WHERE export_id = ? AND part_no = ?",
                id,
                part);
    }

    /** Its file is whole. */
    void finish(UnitOfWork unit, String id, long bytes) {
        unit.update(
                "UPDATE player_export SET finished_at = %s, bytes = ? WHERE export_id = ?"
                        .formatted(unit.dialect().nowMicros()),
                bytes,
                id);
    }

    /** Removes some of the parts of an export; true if there may be more. */
    boolean removeParts(UnitOfWork unit, String id) {
        return unit.update("DELETE FROM player_export_part WHERE export_id = ? LIMIT " + PARTS, id) == PARTS;
    }

    /** Removes some of what a player has of exports but one; true if there may be more. */
    boolean removeOf(UnitOfWork unit, long player, String kept) {
        return remove(
                unit,
                unit.find(
                        row -> row.getString(1),
                        "SELECT export_id FROM player_export WHERE player_no = ? AND export_id <> ? LIMIT 1",
                        player,
                        kept));
    }

    /** Removes some of a whole export that is past its time; true if there may be more. */
    boolean purge(UnitOfWork unit, Duration keep) {
        return remove(
                unit,
                unit.find(
                        row -> row.getString(1),
                        "SELECT export_id FROM player_export WHERE created_at <= %s - ? AND bytes IS NOT NULL LIMIT 1"
                                .formatted(unit.dialect().nowMicros()),
                        keep.toNanos() / 1000));
    }

    private boolean remove(UnitOfWork unit, Optional<String> id) {
        if (id.isPresent() && !removeParts(unit, id.get())) {
            unit.update("DELETE FROM player_export WHERE export_id = ?", id.get());
        }
        return id.isPresent();
    }
}

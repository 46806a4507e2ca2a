package dev.gildong.privacy;

import dev.gildong.persistence.UnitOfWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receipts of erasures in the database. */
final class ErasureRepository {

    ErasureResponse add(UnitOfWork unit, String id, long nowMicros) {
        unit.update("INSERT INTO erasure (erasure_id, requested_at) VALUES (?, ?)", id, nowMicros);
        return new ErasureResponse(id, false, UnitOfWork.instant(nowMicros), null);
    }

    Optional<ErasureResponse> find(UnitOfWork unit, String id) {
        return unit.find(
                row -> {
                    @Nullable Long finished = row.getObject(2, Long.class);
                    return new ErasureResponse(
                            id,
                            finished != null,
                            UnitOfWork.instant(row.getLong(1)),
                            finished == null ? null : UnitOfWork.instant(finished));
                },
                "SELECT requested_at, finished_at FROM erasure WHERE erasure_id = ?",
                id);
    }

    void finish(UnitOfWork unit, String id) {
        unit.update(
                "UPDATE erasure SET finished_at = %s WHERE erasure_id = ?"
                        .formatted(unit.dialect().nowMicros()),
                id);
    }
}

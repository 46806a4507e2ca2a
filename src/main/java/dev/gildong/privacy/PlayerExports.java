package dev.gildong.privacy;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import java.util.function.Consumer;

/** The exports themselves, which go with the player too. An export does not show the ones before it. */
final class PlayerExports implements PlayerData {
    private final ExportRepository exports = new ExportRepository();

    @Override
    public String name() {
        return "exports";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        // they hold what all others show
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        return exports.removeOf(unit, player.number(), "");
    }
}

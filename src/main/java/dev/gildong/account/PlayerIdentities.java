package dev.gildong.account;

import dev.gildong.account.IdentitiesResponse.DeviceItem;
import dev.gildong.account.IdentitiesResponse.PasswordItem;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.PlayerData;
import dev.gildong.player.PlayerRef;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a player signs in with, but for its secrets. */
public final class PlayerIdentities implements PlayerData {
    private final Database database;
    private final IdentityRepository repository = new IdentityRepository();
    private final OidcIdentityRepository providers = new OidcIdentityRepository();

    /** @param database of all nodes */
    public PlayerIdentities(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "identities";
    }

    @Override
    public void export(PlayerRef player, Consumer<Object> item) {
        database.transact(unit -> repository.password(unit, player.number()))
                .ifPresent(password -> item.accept(new Item(password.item(), null, null)));
        database.transact(unit -> repository.devices(unit, player.number()))
                .forEach(device -> item.accept(new Item(null, device, null)));
        database.transact(unit -> providers.subjects(unit, player.number()))
                .forEach(subject -> item.accept(new Item(null, null, subject)));
    }

    @Override
    public boolean erase(UnitOfWork unit, PlayerRef player) {
        repository.removeAll(unit, player.number());
        providers.removeAll(unit, player.number());
        return false;
    }

    private record Item(
            @Nullable PasswordItem password,
            @Nullable DeviceItem device,
            OidcIdentityRepository.@Nullable Subject oidc) {}
}

package dev.gildong.account;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.player.Player;
import dev.gildong.token.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A device that signs a player in. */
@Entity
@Table(name = "device_identity")
public class DeviceIdentity {
    private static final int ID_BYTES = 16;

    @Id
    @Column(name = "device_hash")
    private String deviceHash = "";

    @Column(name = "player_no")
    private long playerNumber;

    @Column(name = "device_id")
    private String id = "";

    @Column(name = "linked_at")
    private long linkedAtMicros;

    /** For JPA. */
    protected DeviceIdentity() {}

    DeviceIdentity(DeviceId device, Player player, long linkedAtMicros) {
        this.deviceHash = device.hash();
        this.playerNumber = player.number();
        this.id = Token.random(ID_BYTES);
        this.linkedAtMicros = linkedAtMicros;
    }

    IdentitiesResponse.DeviceItem item() {
        return new IdentitiesResponse.DeviceItem(id, UnitOfWork.instant(linkedAtMicros));
    }
}

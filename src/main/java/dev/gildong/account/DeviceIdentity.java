package dev.gildong.account;

import dev.gildong.player.Player;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A device that signs a player in. */
@Entity
@Table(name = "device_identity")
public class DeviceIdentity {
    @Id
    @Column(name = "device_hash")
    private String deviceHash = "";

    @Column(name = "player_no")
    private long playerNumber;

    /** For JPA. */
    protected DeviceIdentity() {}

    DeviceIdentity(DeviceId device, Player player) {
        this.deviceHash = device.hash();
        this.playerNumber = player.number();
    }

    long playerNumber() {
        return playerNumber;
    }
}

package dev.gildong.account;

import dev.gildong.player.Player;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A user id and password that sign a player in. */
@Entity
@Table(name = "password_identity")
public class PasswordIdentity {
    @Id
    @Column(name = "player_no")
    private long playerNumber;

    @Column(name = "user_id")
    private String userId = "";

    @Column(name = "user_key")
    private String userKey = "";

    @Column(name = "password_hash")
    private String passwordHash = "";

    /** For JPA. */
    protected PasswordIdentity() {}

    PasswordIdentity(Player player, UserId userId, String passwordHash) {
        this.playerNumber = player.number();
        this.userId = userId.text();
        this.userKey = userId.key();
        this.passwordHash = passwordHash;
    }

    long playerNumber() {
        return playerNumber;
    }

    String passwordHash() {
        return passwordHash;
    }
}

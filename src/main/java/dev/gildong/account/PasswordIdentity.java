package dev.gildong.account;

import dev.gildong.persistence.UnitOfWork;
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

    @Column(name = "linked_at")
    private long linkedAtMicros;

    /** For JPA. */
    protected PasswordIdentity() {}

    PasswordIdentity(Player player, UserId userId, String passwordHash, long linkedAtMicros) {
        this.playerNumber = player.number();
        this.userId = userId.text();
        this.userKey = userId.key();
        this.passwordHash = passwordHash;
        this.linkedAtMicros = linkedAtMicros;
    }

    void change(UserId newUserId, String newPasswordHash) {
        userId = newUserId.text();
        userKey = newUserId.key();
        passwordHash = newPasswordHash;
    }

    IdentitiesResponse.PasswordItem item() {
        return new IdentitiesResponse.PasswordItem(userId, UnitOfWork.instant(linkedAtMicros));
    }

    long playerNumber() {
        return playerNumber;
    }

    String passwordHash() {
        return passwordHash;
    }
}

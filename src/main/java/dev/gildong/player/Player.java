package dev.gildong.player;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A player: a short number inside, a random id outside. */
@Entity
@Table(name = "player")
public class Player {
    private static final int ID_BYTES = 16;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "player_no")
    private long number;

    @Column(name = "player_id")
    private String id = "";

    @Column(name = "display_name")
    private String displayName = "";

    @Column(name = "created_at")
    private long createdAtMicros;

    @Column(name = "version")
    private long version = 1;

    /** For JPA. */
    protected Player() {}

    Player(DisplayName displayName, long createdAtMicros) {
        this.id = Token.random(ID_BYTES);
        this.displayName = displayName.text();
        this.createdAtMicros = createdAtMicros;
    }

    /** The number that rows of other tables refer to; known once the unit of work is flushed. Never leaves the server. */
    public long number() {
        return number;
    }

    /** Grows with every change of what the player's own profile shows. */
    public long version() {
        return version;
    }

    /**
     * Gives the player another name. The player must be locked.
     *
     * @return whether it is another one
     */
    public boolean rename(DisplayName name) {
        if (displayName.equals(name.text())) {
            return false;
        }
        displayName = name.text();
        version++;
        return true;
    }

    /** What anyone who is signed in may know. */
    public PlayerProfile profile() {
        return new PlayerProfile(id, displayName, UnitOfWork.instant(createdAtMicros));
    }
}

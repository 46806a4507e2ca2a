package dev.gildong.player;

import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A player: a short number inside, a random id outside. */
@Entity
@Table(name = "player")
public class Player {
    /** What others see in place of the name of one who was erased. */
    private static final String ERASED_NAME = "Deleted player";

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

    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Role role = Role.PLAYER;

    @Column(name = "banned_at")
    private @Nullable Long bannedAtMicros;

    @Column(name = "banned_until")
    private @Nullable Long bannedUntilMicros;

    @Column(name = "ban_reason")
    private @Nullable String banReason;

    @Column(name = "erased_at")
    private @Nullable Long erasedAtMicros;

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

    /** What the player may do besides playing. */
    public Role role() {
        return role;
    }

    /**
     * Gives the player another role. The player must be locked.
     *
     * @return whether it is another one
     */
    public boolean changeRole(Role other) {
        if (role == other) {
            return false;
        }
        role = other;
        version++;
        return true;
    }

    /**
     * The ban that is in force.
     *
     * @param nowMicros the database's clock, asked only where there is a ban
     */
    public Optional<Ban> ban(LongSupplier nowMicros) {
        if (bannedAtMicros == null || banReason == null) {
            return Optional.empty();
        }
        return Optional.of(new Ban(
                        banReason,
                        UnitOfWork.instant(bannedAtMicros),
                        Optional.ofNullable(bannedUntilMicros).map(UnitOfWork::instant)))
                .filter(ban -> ban.inForceAt(nowMicros.getAsLong()));
    }

    /** Keeps the player out. The player must be locked; sessions are the caller's matter. */
    public void ban(Ban ban) {
        banReason = ban.reason();
        bannedAtMicros = UnitOfWork.micros(ban.bannedAt());
        bannedUntilMicros = ban.until().map(UnitOfWork::micros).orElse(null);
    }

    /** Lets the player in again. The player must be locked. */
    public void liftBan() {
        banReason = null;
        bannedAtMicros = null;
        bannedUntilMicros = null;
    }

    /** Whether nothing is left that says who it was. */
    public boolean erased() {
        return erasedAtMicros != null;
    }

    /** Forgets who it was, and is known by another id that nobody finds. The player must be locked. */
    public void erase(long nowMicros) {
        id = Token.random(ID_BYTES);
        displayName = ERASED_NAME;
        createdAtMicros = nowMicros;
        role = Role.PLAYER;
        liftBan();
        erasedAtMicros = nowMicros;
        version++;
    }

    /** What anyone who is signed in may know. */
    public PlayerProfile profile() {
        return new PlayerProfile(id, displayName, UnitOfWork.instant(createdAtMicros));
    }
}

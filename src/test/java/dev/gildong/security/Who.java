package dev.gildong.security;

import dev.gildong.http.Access;
import dev.gildong.http.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of callers, in the order of the columns of the table. */
enum Who {
    ANONYMOUS("anon", "nobody"),
    PLAYER("play", "a player, to whom belongs what the path names"),
    OTHER("othr", "another player"),
    MODERATOR("mod", "a player with the role moderator"),
    ADMIN("adm", "a player with the role admin"),
    ROOT("root", "the administrator's key"),
    SCORES("scor", Scope.SCORES),
    BOARDS("boar", Scope.BOARDS),
    TASKS("task", Scope.TASKS),
    WEBHOOKS("hook", Scope.WEBHOOKS),
    METRICS("metr", Scope.METRICS),
    PLAYERS("plrs", Scope.PLAYERS),
    KEYS("keys", Scope.KEYS),
    PRIVACY("priv", Scope.PRIVACY),
    DOCUMENTS("docs", Scope.DOCUMENTS),
    BARE("bare", "a key without scopes"),
    OLD_KEY("oldk", "a key with every scope that has ended"),
    BANNED("ban", "an admin who was banned, with the token from before"),
    EXPIRED("exp", "an admin whose session has ended by its time"),
    REVOKED("rev", "an admin who has signed out"),
    CROSS_SITE("site", "the admin's browser, sent by another site, with the cookie");

    private final String column;
    private final String words;
    private final Set<Scope> scopes;

    Who(String column, String words) {
        this.column = column;
        this.words = words;
        this.scopes = Set.of();
    }

    Who(String column, Scope scope) {
        this.column = column;
        this.words = "a key with the scope " + scope.wireName() + " alone";
        this.scopes = Set.of(scope);
    }

    /** The head of its column. */
    String column() {
        return column;
    }

    /** What it is. */
    String words() {
        return words;
    }

    /** Whether the server knows who this is. */
    private boolean known() {
        return !EnumSet.of(ANONYMOUS, OLD_KEY, BANNED, EXPIRED, REVOKED).contains(this);
    }

    private Set<Scope> scopes() {
        return switch (this) {
            case ADMIN, ROOT, CROSS_SITE -> EnumSet.allOf(Scope.class);
            case MODERATOR -> Set.of(Scope.PLAYERS);
            default -> scopes;
        };
    }

    /** The scope of which it is the key with that scope alone, if it is one. */
    Set<Scope> ownScope() {
        return scopes;
    }

    private boolean player() {
        return EnumSet.of(PLAYER, OTHER, MODERATOR, ADMIN, CROSS_SITE).contains(this);
    }

    /** What a route must answer that is closed to it by the rule alone; 0 where the rule lets it in. */
    int refusal(String verb, Access access) {
        if (this == CROSS_SITE && !verb.equals("GET")) {
            return 403;
        }
        if (access.value() == Access.Who.ANYONE) {
            return 0;
        }
        if (!known()) {
            return 401;
        }
        boolean in = switch (access.value()) {
            case ANYONE, SIGNED_IN -> true;
            case PLAYER -> player();
            case SCOPED -> scopes().containsAll(Arrays.asList(access.scope()));
        };
        return in ? 0 : 403;
    }
}

package dev.gildong.apikey;

import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The key of a game server or an administrator.
 *
 * @param name for people, in lists and logs
 * @param scopes what it may do
 * @param createdAt by the database's clock
 * @param expiresAt by the database's clock; empty for never
 */
public record ApiKey(String name, Set<Scope> scopes, Instant createdAt, Optional<Instant> expiresAt) implements Caller {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Scopes as the database holds them; a name that is none any more is passed over. */
    static Set<Scope> scopes(String wireNames) {
        Set<String> names = Set.of(wireNames.split(" "));
        return Arrays.stream(Scope.values())
                .filter(scope -> names.contains(scope.wireName()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** Scopes as the database is to hold them. */
    static String wireNames(Set<Scope> scopes) {
        return Arrays.stream(Scope.values())
                .filter(scopes::contains)
                .map(Scope::wireName)
                .collect(Collectors.joining(" "));
    }

    boolean goodAt(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }

    @Override
    public Optional<Long> playerNo() {
        return Optional.empty();
    }

    @Override
    public boolean hasScope(Scope scope) {
        return scopes.contains(scope);
    }

    @Override
    public String getName() {
        return name;
    }
}

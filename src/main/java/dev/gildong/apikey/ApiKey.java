package dev.gildong.apikey;

import dev.gildong.http.Caller;
import dev.gildong.http.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * The key of a game server or an administrator.
 *
 * @param name for people, in logs
 * @param scopes what it may do
 */
public record ApiKey(String name, Set<Scope> scopes) implements Caller {

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

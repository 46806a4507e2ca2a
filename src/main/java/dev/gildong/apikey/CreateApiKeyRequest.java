package dev.gildong.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.FutureInstant;
import dev.gildong.http.ProblemException;
import dev.gildong.http.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/api-keys}.
 *
 * @param expiresAt RFC 3339; absent for never
 */
record CreateApiKeyRequest(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) List<@Nullable String> scopes,
        @Nullable String expiresAt) {

    String checkedName() {
        if (!ApiKey.isName(name)) {
            throw ProblemException.invalid(
                    "/name", "must be 1 to 64 of a-z 0-9 . _ - and begin with a letter or digit");
        }
        return name;
    }

    Set<Scope> checkedScopes() {
        if (scopes.isEmpty()) {
            throw ProblemException.invalid("/scopes", "must not be empty");
        }
        Set<Scope> checked = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < scopes.size(); i++) {
            String name = scopes.get(i);
            checked.add(Arrays.stream(Scope.values())
                    .filter(scope -> scope.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(unknown("/scopes/" + i)));
        }
        return checked;
    }

    private static Supplier<ProblemException> unknown(String pointer) {
        return () -> ProblemException.invalid(
                pointer, "is no scope; there are: " + ApiKey.wireNames(EnumSet.allOf(Scope.class)));
    }

    Optional<Instant> expiry(Instant now) {
        return Optional.ofNullable(expiresAt).map(text -> FutureInstant.of(text, "/expiresAt", now));
    }
}

package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/login/oidc}; the display name counts the first time only.
 *
 * @param provider its name in the settings
 * @param nonce that the client wanted in the token; null if it wanted none
 */
record OidcLoginRequest(
        @JsonProperty(required = true) String provider,
        @JsonProperty(required = true) String idToken,
        @Nullable String nonce,
        @Nullable String displayName) {

    @Override
    public String toString() {
        return "OidcLoginRequest";
    }
}

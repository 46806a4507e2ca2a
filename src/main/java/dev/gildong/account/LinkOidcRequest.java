package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/me/identities/oidc/{provider}}.
 *
 * @param nonce that the client wanted in the token; null if it wanted none
 */
record LinkOidcRequest(
        @JsonProperty(required = true) String idToken,
        @Nullable String nonce) {

    @Override
    public String toString() {
        return "LinkOidcRequest";
    }
}

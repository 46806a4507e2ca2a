package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /v1/me/identities/password}; the current password is needed where there is one. */
record LinkPasswordRequest(
        @JsonProperty(required = true) String userId,
        @JsonProperty(required = true) String password,
        @Nullable String currentPassword) {

    @Override
    public String toString() {
        return "LinkPasswordRequest";
    }
}

package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/accounts}; without a display name the user id is shown. */
record CreateAccountRequest(
        @JsonProperty(required = true) String userId,
        @JsonProperty(required = true) String password,
        @Nullable String displayName) {

    @Override
    public String toString() {
        return "CreateAccountRequest";
    }
}

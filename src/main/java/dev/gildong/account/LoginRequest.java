package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Body of {@code POST /v1/login}. */
record LoginRequest(
        @JsonProperty(required = true) String userId,
        @JsonProperty(required = true) String password) {

    @Override
    public String toString() {
        return "LoginRequest";
    }
}

package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/login/device}; the display name counts the first time only. */
record DeviceLoginRequest(
        @JsonProperty(required = true) String deviceId,
        @Nullable String displayName) {

    @Override
    public String toString() {
        return "DeviceLoginRequest";
    }
}

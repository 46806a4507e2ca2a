package dev.gildong.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Body of {@code PUT /v1/me/identities/device}. */
record LinkDeviceRequest(@JsonProperty(required = true) String deviceId) {

    @Override
    public String toString() {
        return "LinkDeviceRequest";
    }
}

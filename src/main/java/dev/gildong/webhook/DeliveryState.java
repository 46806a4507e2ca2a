package dev.gildong.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.util.Arrays;
import java.util.Locale;

/** Where a delivery stands. */
enum DeliveryState {
    /** Waits for its first attempt or its next one, or is being sent. */
    PENDING,
    /** The receiver has answered 2xx. */
    DELIVERED,
    /** Nothing more is tried. */
    FAILED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** @throws ProblemException 400 if a client named no state */
    static DeliveryState parse(String text) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(ProblemType.INVALID, "state must be pending, delivered or failed."));
    }
}

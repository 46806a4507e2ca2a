package dev.gildong.outbound;

import java.util.Optional;

/**
 * How one call ended: with an answer, or with a failure. One of the two is there.
 *
 * @param response the answer, whatever its status
 * @param failure why there is none
 */
public record OutboundResult(Optional<OutboundResponse> response, Optional<OutboundException> failure) {

    static OutboundResult of(OutboundResponse response) {
        return new OutboundResult(Optional.of(response), Optional.empty());
    }

    static OutboundResult of(OutboundException failure) {
        return new OutboundResult(Optional.empty(), Optional.of(failure));
    }

    /**
     * The answer.
     *
     * @throws OutboundException if there is none
     */
    public OutboundResponse orElseThrow() throws OutboundException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return response.orElseThrow();
    }
}

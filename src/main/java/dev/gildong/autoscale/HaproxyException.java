package dev.gildong.autoscale;

import java.io.IOException;

/** HAProxy did not do what it was told. The message holds the command and its answer. */
final class HaproxyException extends IOException {
    private static final long serialVersionUID = 1;

    HaproxyException(String command, String answer) {
        super("HAProxy answers to \"%s\": %s".formatted(command, answer.isEmpty() ? "nothing" : answer));
    }
}

package dev.gildong.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept with a score, as it is stored. */
final class Metadata {
    private static final int MAX_BYTES = 1024;

    private Metadata() {}

    /**
     * Checks what came with a score.
     *
     * @param pointer where it is in the body
     */
    static Optional<String> text(@Nullable ObjectNode metadata, String pointer) {
        if (metadata == null) {
            return Optional.empty();
        }
        String text = metadata.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ProblemException.invalid(pointer, "holds half a surrogate pair");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw ProblemException.invalid(pointer, "must have at most " + MAX_BYTES + " bytes");
        }
        return Optional.of(text);
    }
}

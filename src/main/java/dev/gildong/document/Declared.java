package dev.gildong.document;

import dev.gildong.token.Token;
import java.time.Instant;
import java.util.Optional;

/**
 * A collection as it was declared.
 *
 * @param version grows with every change
 */
record Declared(String name, Definition definition, long version, Instant createdAt, Instant updatedAt) {
    private static final int ETAG_LENGTH = 16;

    /** Differs whenever anything of it does, also for one that is made anew under the same name. */
    String etag() {
        return Token.hash(createdAt + " " + version).substring(0, ETAG_LENGTH);
    }

    /**
     * What was said of it.
     *
     * @param maxBytes as the settings say where it is empty; so are the others
     */
    record Definition(
            Rules.WriteRule write,
            Rules.Visibility visibility,
            boolean precondition,
            Optional<Integer> maxBytes,
            Optional<Integer> maxDocuments,
            Optional<Integer> keepVersions) {

        Rules rules(DocumentSettings settings) {
            return new Rules(
                    write,
                    visibility,
                    precondition,
                    Math.min(maxBytes.orElse(settings.maxBytes()), settings.maxBytes()),
                    maxDocuments.orElse(settings.maxDocuments()),
                    keepVersions.orElse(settings.keepVersions()));
        }
    }
}

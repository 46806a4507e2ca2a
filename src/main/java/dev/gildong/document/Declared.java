package dev.gildong.document;

import dev.gildong.token.Token;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A collection as it was declared.
 *
 * @param building paths of indexes that are not ready yet
 * @param version grows with every change
 */
record Declared(
        String name, Definition definition, List<String> building, long version, Instant createdAt, Instant updatedAt) {
    private static final int ETAG_LENGTH = 16;

    /** Differs whenever anything of it does, also for one that is made anew under the same name. */
    String etag() {
        return Token.hash(createdAt + " " + version + " " + building).substring(0, ETAG_LENGTH);
    }

    /** The same, with its indexes as they are now. */
    Declared with(List<IndexRepository.Index> indexes) {
        List<String> paths =
                indexes.stream().map(IndexRepository.Index::path).sorted().toList();
        List<String> unfinished = indexes.stream()
                .filter(index -> index.state() == IndexRepository.State.BUILDING)
                .map(IndexRepository.Index::path)
                .sorted()
                .toList();
        return new Declared(name, definition.with(paths), unfinished, version, createdAt, updatedAt);
    }

    /**
     * What was said of it.
     *
     * @param indexes paths that have one, in order
     * @param maxBytes as the settings say where it is empty; so are the others
     */
    record Definition(
            Rules.WriteRule write,
            Rules.Visibility visibility,
            boolean precondition,
            Optional<Integer> maxBytes,
            Optional<Integer> maxDocuments,
            Optional<Integer> keepVersions,
            List<String> indexes) {

        private Definition with(List<String> paths) {
            return new Definition(write, visibility, precondition, maxBytes, maxDocuments, keepVersions, paths);
        }

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

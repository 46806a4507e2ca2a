package dev.gildong.document;

import dev.gildong.http.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /v1/collections/{collection}}; what is left out takes its default, limits those of the settings. */
record PutCollectionRequest(
        Rules.@Nullable WriteRule write,
        Rules.@Nullable Visibility visibility,
        @Nullable Boolean requirePrecondition,
        @Nullable Integer maxBytes,
        @Nullable Integer maxDocuments,
        @Nullable Integer keepVersions,
        @Nullable List<@Nullable String> indexes) {
    private static final int MOST_INDEXES = 8;
    private static final int MOST_DOCUMENTS = 10_000_000;
    private static final int MOST_VERSIONS = 1000;

    /**
     * What it means.
     *
     * @throws ProblemException 400 at the part that cannot be
     */
    Declared.Definition definition(DocumentSettings settings) {
        Rules.Visibility seen = visibility == null ? Rules.Visibility.PRIVATE : visibility;
        boolean hidden = seen == Rules.Visibility.SERVERS;
        Rules.WriteRule written = write != null ? write : hidden ? Rules.WriteRule.SERVERS : Rules.WriteRule.PLAYERS;
        if (hidden && written == Rules.WriteRule.PLAYERS) {
            throw ProblemException.invalid("/write", "must be servers where players may not read");
        }
        return new Declared.Definition(
                written,
                seen,
                Boolean.TRUE.equals(requirePrecondition),
                within(maxBytes, 2, settings.maxBytes(), "/maxBytes"),
                within(maxDocuments, 1, MOST_DOCUMENTS, "/maxDocuments"),
                within(keepVersions, 0, MOST_VERSIONS, "/keepVersions"),
                paths());
    }

    private List<String> paths() {
        Set<String> paths = new TreeSet<>();
        List<@Nullable String> given = indexes == null ? List.of() : indexes;
        for (int i = 0; i < given.size(); i++) {
            @Nullable String path = given.get(i);
            ConditionReader.path(path == null ? "" : path, "/indexes/" + i);
            paths.add(path == null ? "" : path);
        }
        if (given.size() > MOST_INDEXES || paths.size() < given.size()) {
            throw ProblemException.invalid("/indexes", "must be at most " + MOST_INDEXES + " different paths");
        }
        return List.copyOf(paths);
    }

    private static Optional<Integer> within(@Nullable Integer value, int min, int max, String pointer) {
        if (value != null && (value < min || value > max)) {
            throw ProblemException.invalid(pointer, "must be " + min + " to " + max);
        }
        return Optional.ofNullable(value);
    }
}

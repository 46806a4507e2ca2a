package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import dev.gildong.score.JointScoreRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/me/documents:batch}: changes of several documents, and scores of their player, all of them or
 * nothing.
 *
 * @param scores each for another leaderboard; null for none
 */
record BatchRequest(
        @JsonProperty(required = true) List<Item> items,
        @Nullable List<JointScoreRequest> scores) {
    private static final int MOST = 25;
    private static final int MOST_SCORES = 8;

    /** @throws ProblemException 400 if there are too few or too many */
    BatchRequest {
        if (items.isEmpty() || items.size() > MOST) {
            throw ProblemException.invalid("/items", "must have 1 to " + MOST + " items");
        }
        if (scores != null && scores.size() > MOST_SCORES) {
            throw ProblemException.invalid("/scores", "must have at most " + MOST_SCORES + " items");
        }
        requireNoNull(items, "/items");
        requireNoNull(scores, "/scores");
    }

    private static void requireNoNull(@Nullable List<?> list, String pointer) {
        if (list != null && list.contains(null)) {
            throw ProblemException.invalid(pointer, "holds null");
        }
    }

    /** The scores; an empty list for none. */
    List<JointScoreRequest> submits() {
        return scores == null ? List.of() : scores;
    }

    /**
     * One change: what exactly one of {@code put}, {@code patch}, {@code apply} and {@code delete} says.
     *
     * @param ifVersion the version that must stand; 0 if there must be no such document
     */
    record Item(
            @JsonProperty(required = true) String collection,
            @JsonProperty(required = true) String key,
            @Nullable ObjectNode put,
            @Nullable ObjectNode patch,
            @Nullable ArrayNode apply,
            @Nullable Boolean delete,
            @Nullable Long ifVersion) {

        /** Makes it a change; the pointers of what it refuses begin with this one. */
        Edit edit(Rules rules, String at) {
            long changes = Stream.of(put, patch, apply, delete)
                    .filter(Objects::nonNull)
                    .count();
            if (changes != 1 || Boolean.FALSE.equals(delete)) {
                throw ProblemException.invalid(at, "must have one of: apply, delete (true), patch, put");
            }
            if (put != null) {
                return Documents.putting(put, rules);
            }
            if (patch != null) {
                return Documents.patching(patch, rules);
            }
            return apply == null ? Documents.DELETING : Documents.applying(Operations.of(apply, at + "/apply"), rules);
        }

        /** Whether the caller has not sent what comes of it. */
        boolean showsValue() {
            return patch != null || apply != null;
        }

        /** What it builds on. */
        Conditions conditions() {
            return new Conditions(ifVersion != null, version -> {
                long stands = version.orElse(0L);
                if (ifVersion != null && ifVersion != stands) {
                    throw DocumentProblems.otherVersion(stands);
                }
            });
        }
    }
}

package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/me/documents:batch}: changes of several documents, all of them or nothing. */
record BatchRequest(@JsonProperty(required = true) List<Item> items) {
    private static final int MOST = 25;

    /** @throws ProblemException 400 if there are too few or too many */
    BatchRequest {
        if (items.isEmpty() || items.size() > MOST) {
            throw ProblemException.invalid("/items", "must have 1 to " + MOST + " items");
        }
        items = List.copyOf(items);
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

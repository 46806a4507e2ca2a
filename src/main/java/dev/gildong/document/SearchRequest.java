package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.PageLimit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Body of a search.
 *
 * @param where all documents where it is left out
 * @param orderBy in any order where it is left out, but always the same one
 * @param limit 20 where it is left out
 */
record SearchRequest(
        @Nullable ObjectNode where,
        @Nullable OrderBy orderBy,
        @Nullable Integer limit,
        @Nullable String pageToken) {

    /** @throws dev.gildong.http.ProblemException 400 at the part that is wrong */
    Query query() {
        return new Query(
                where == null ? new Condition.And(List.of()) : ConditionReader.read(where),
                Optional.ofNullable(orderBy).map(OrderBy::order),
                PageLimit.checked(limit == null ? Integer.parseInt(PageLimit.DEFAULT) : limit));
    }

    /** What the pages of one search have in common, as a text. */
    String text() {
        return where + " " + orderBy;
    }

    /** By what documents are ordered; those without a value there are left out. */
    record OrderBy(
            @JsonProperty(required = true) String path,
            @Nullable Boolean descending) {

        private Query.Order order() {
            return new Query.Order(path, ConditionReader.path(path, "/orderBy/path"), Boolean.TRUE.equals(descending));
        }
    }
}

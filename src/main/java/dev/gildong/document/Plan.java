package dev.gildong.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which indexes a search can go by: those that are ready. */
final class Plan {
    private final Query query;
    private final Map<String, Long> indexes;
    private final Map<String, List<Span>> spans = new HashMap<>();
    private final Map<String, Integer> costs = new HashMap<>();

    /** @param indexes numbers by path */
    Plan(Query query, Map<String, Long> indexes) {
        this.query = query;
        this.indexes = indexes;
        for (Condition.Compare condition : query.required()) {
            if (indexes.containsKey(condition.path())) {
                IndexEntries.spans(condition).ifPresent(found -> {
                    spans.merge(condition.path(), found, Span::common);
                    costs.merge(condition.path(), cost(condition.operator()), Math::min);
                });
            }
        }
    }

    /** The path by whose index the fewest candidates are to be expected. */
    Optional<String> best() {
        return costs.entrySet().stream()
                .min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** Whether few documents have what is asked for of a path. */
    boolean isNarrow(String path) {
        return costs.getOrDefault(path, Integer.MAX_VALUE) <= cost(Condition.Operator.IN);
    }

    /** Candidates by the index of a path. */
    Source by(String path, Optional<Long> player, String collection) {
        return new Source(
                player,
                collection,
                indexes.getOrDefault(path, Source.BY_NAME),
                spans.getOrDefault(path, List.of()),
                false);
    }

    /** All that can be in the answer, in the order that is asked for; empty without an index for it. */
    Optional<Source> ordered(Optional<Long> player, String collection) {
        return query.order().filter(order -> indexes.containsKey(order.path())).map(order -> {
            List<Span> all = List.of(IndexEntries.SCALARS);
            return new Source(
                    player,
                    collection,
                    indexes.getOrDefault(order.path(), Source.BY_NAME),
                    Span.common(all, spans.getOrDefault(order.path(), all)),
                    order.descending());
        });
    }

    private static int cost(Condition.Operator operator) {
        return switch (operator) {
            case EQ, CONTAINS -> 0;
            case IN -> 1;
            case PREFIX -> 2;
            default -> 3;
        };
    }
}

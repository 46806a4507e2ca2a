package dev.gildong.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A search.
 *
 * @param limit documents on a page
 */
record Query(Condition where, Optional<Order> order, int limit) {

    /** Comparisons that hold for every document that it finds. */
    List<Condition.Compare> required() {
        List<Condition.Compare> required = new ArrayList<>();
        collect(where, required);
        return required;
    }

    private static void collect(Condition condition, List<Condition.Compare> into) {
        if (condition instanceof Condition.Compare compare) {
            into.add(compare);
        } else if (condition instanceof Condition.And and) {
            and.parts().forEach(part -> collect(part, into));
        }
    }

    /** By what documents are ordered; by the names of their players and their keys where that is the same. */
    record Order(String path, Place place, boolean descending) {}
}

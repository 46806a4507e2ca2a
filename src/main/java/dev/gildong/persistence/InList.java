package dev.gildong.persistence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The values of an SQL {@code IN (…)}, filled up to a power of two with the last one again: so a few statements serve
 * every length, and the database need not prepare one for each.
 *
 * @param values not empty
 */
public record InList(List<?> values) {

    /** @param values not empty */
    public static InList of(Collection<?> values) {
        return new InList(padded(values));
    }

    /** Items filled up to a power of two with the last one again. */
    public static <T> List<T> padded(Collection<T> items) {
        List<T> padded = new ArrayList<>(items);
        T last = padded.get(padded.size() - 1);
        int size = Integer.highestOneBit(2 * padded.size() - 1);
        while (padded.size() < size) {
            padded.add(last);
        }
        return padded;
    }

    /** A mark for each value, with brackets around them. */
    public String marks() {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }

    /** The parameters of a statement: these, then the values. */
    public Object[] after(Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.addAll(values);
        return all.toArray();
    }
}

package dev.gildong.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a search takes candidates from: all documents by their names, or parts of an index by its entries.
 *
 * @param player whose they are; empty for those of everybody
 * @param index number of the index; 0 for none
 * @param spans which parts of it, in order
 * @param descending whether it goes from the greatest to the least
 */
record Source(Optional<Long> player, String collection, long index, List<Span> spans, boolean descending) {
    /** No index. */
    static final long BY_NAME = 0;

    /** All documents, by their names. */
    static Source byName(Optional<Long> player, String collection) {
        return new Source(player, collection, BY_NAME, List.of(), false);
    }

    /**
     * Cuts that follow a position, in the order in which they are to be read. Each is one range of a B-tree, of which any
     * database makes one short walk; of the one condition that they come to, not every planner does. For the same reason
     * the leading columns are no less and no more than a value, and not equal to it: MariaDB else may look the value up
     * and walk through all of it to where the cut begins.
     *
     * @param after null for the beginning
     */
    List<Cut> cuts(@Nullable Position after) {
        if (index == BY_NAME) {
            return after == null ? List.of(start(null)) : following(null, after);
        }
        List<Span> inOrder = new ArrayList<>(spans);
        if (descending) {
            Collections.reverse(inOrder);
        }
        List<Cut> cuts = new ArrayList<>();
        for (Span span : inOrder) {
            int low = after == null ? 1 : Arrays.compareUnsigned(span.low(), after.entry());
            int high = after == null ? 1 : Arrays.compareUnsigned(span.high(), after.entry());
            if (after == null || (descending ? high < 0 : low > 0)) {
                cuts.add(start(span));
            } else if (low <= 0 && high >= 0) {
                cuts.addAll(following(span, after));
            }
        }
        return cuts;
    }

    private Cut start(@Nullable Span span) {
        Cut cut = base();
        if (span != null) {
            cut = cut.and("i.entry >= ?", span.low()).and("i.entry <= ?", span.high());
        }
        return cut;
    }

    private List<Cut> following(@Nullable Span span, Position after) {
        String beyond = descending ? " < ?" : " > ?";
        Cut same = span == null ? base() : base().within("i.entry", after.entry());
        String table = index == BY_NAME ? "d" : "i";
        List<Cut> cuts = new ArrayList<>();
        if (player.isPresent()) {
            cuts.add(same.and(table + ".doc_key" + beyond, after.key()));
        } else {
            cuts.add(same.within(table + ".player_no", after.player()).and(table + ".doc_key" + beyond, after.key()));
            cuts.add(same.and(table + ".player_no" + beyond, after.player()));
        }
        if (span != null && !Arrays.equals(span.low(), span.high())) {
            cuts.add(base().and("i.entry" + beyond, after.entry())
                    .and(descending ? "i.entry >= ?" : "i.entry <= ?", descending ? span.low() : span.high()));
        }
        return cuts;
    }

    private Cut base() {
        String leading = index == BY_NAME ? "d.collection" : "i.index_no";
        Cut cut = new Cut("TRUE", List.of()).within(leading, index == BY_NAME ? collection : index);
        return player.isEmpty() ? cut : cut.within((index == BY_NAME ? "d" : "i") + ".player_no", player.get());
    }

    /** Columns in the order in which it goes: all of its B-tree, since none is asked to be equal to something. */
    String order() {
        String table = index == BY_NAME ? "d" : "i";
        String leading = index == BY_NAME ? "collection" : "index_no";
        List<String> columns = new ArrayList<>(List.of(leading));
        columns.add(player.isPresent() ? 0 : 1, "player_no");
        if (index != BY_NAME) {
            columns.add(columns.indexOf(leading) + 1, "entry");
        }
        columns.add("doc_key");
        String direction = descending ? " DESC" : "";
        return columns.stream().map(column -> table + "." + column + direction).collect(Collectors.joining(", "));
    }

    /** A condition in SQL, and its parameters. */
    record Cut(String where, List<Object> parameters) {

        Cut within(String column, Object value) {
            return and(column + " >= ?", value).and(column + " <= ?", value);
        }

        Cut and(String more, Object parameter) {
            List<Object> all = new ArrayList<>(parameters);
            all.add(parameter);
            return new Cut(where + " AND " + more, all);
        }
    }
}

package dev.gildong.score.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a board as one answer, or pages that follow each other, showed them.
 *
 * @param whole whether they are all of the board, else a window
 */
record Shown(List<Entry> entries, long total, @Nullable Entry yours, boolean whole) {

    record Entry(long rank, String player, long score) {
        static Entry of(JsonNode json) {
            return new Entry(
                    json.get("rank").longValue(),
                    json.get("playerId").textValue(),
                    json.get("score").longValue());
        }
    }

    /**
     * Reads a page or a window.
     *
     * @param reader who asked
     */
    static Shown of(JsonNode page, String reader, boolean whole) {
        List<Entry> entries = new ArrayList<>();
        page.get("items").forEach(item -> entries.add(Entry.of(item)));
        if (page.get("season").intValue() != 1 || page.has("yourRank") != page.has("yourScore")) {
            throw new AssertionError("another season, or half of the reader's place: " + page);
        }
        Entry yours = page.has("yourRank")
                ? new Entry(
                        page.get("yourRank").longValue(),
                        reader,
                        page.get("yourScore").longValue())
                : null;
        return new Shown(entries, page.get("total").longValue(), yours, whole);
    }

    /** Says in what the entries contradict each other or the board's rules, if they do. */
    Optional<String> objection(CheckedBoard board) {
        Set<String> players = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (!players.add(entry.player)) {
                return Optional.of("twice: " + entry);
            }
            if (i > 0 && board.isBetter(entry.score, entries.get(i - 1).score)) {
                return Optional.of("not in order: " + entry);
            }
            if (!hasItsRank(board, i)) {
                return Optional.of("with a wrong rank: " + entry);
            }
        }
        if (whole ? total != entries.size() : total < entries.size()) {
            return Optional.of("a wrong total: " + total);
        }
        boolean mineIsHere = yours != null && players.contains(yours.player);
        if (mineIsHere && !entries.contains(yours) || whole && !mineIsHere && yours != null) {
            return Optional.of("another place of the reader than among the entries: " + yours);
        }
        return Optional.empty();
    }

    /** As 1, 2, 3 or, shared, as 1, 1, 3; a window begins anywhere. */
    private boolean hasItsRank(CheckedBoard board, int index) {
        Entry entry = entries.get(index);
        if (index == 0) {
            return whole ? entry.rank == 1 : entry.rank >= 1;
        }
        Entry ahead = entries.get(index - 1);
        if (!board.shared()) {
            return entry.rank == ahead.rank + 1;
        }
        if (entry.score == ahead.score) {
            return entry.rank == ahead.rank;
        }
        return whole ? entry.rank == index + 1 : entry.rank > ahead.rank;
    }
}

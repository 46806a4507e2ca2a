package dev.gildong.score.nodes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was submitted for every player of every board. Safe for use by many threads. */
final class Traces {
    private final Map<CheckedBoard, Map<String, PlayerTrace>> traces;

    /** @param players by id */
    Traces(List<CheckedBoard> boards, Collection<String> players) {
        traces = boards.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        board -> players.stream()
                                .collect(Collectors.toMap(
                                        Function.identity(), player -> new PlayerTrace(board, player)))));
    }

    PlayerTrace of(CheckedBoard board, String player) {
        return Optional.ofNullable(traces.get(board).get(player))
                .orElseThrow(() -> new AssertionError("nobody made the player " + player));
    }

    /** Of every player of a board, by id. */
    Map<String, PlayerTrace> of(CheckedBoard board) {
        return traces.get(board);
    }

    /** How many submits were acknowledged. */
    long acknowledged() {
        return traces.values().stream()
                .flatMap(players -> players.values().stream())
                .mapToLong(PlayerTrace::acknowledged)
                .sum();
    }

    /** Says why a rank cannot go with this score, if so: too many certainly lead it, or too few can. */
    Optional<String> rankObjection(CheckedBoard board, Shown.Entry entry, Look look, long lateNanos) {
        List<Possible> others = traces.get(board).entrySet().stream()
                .filter(trace -> !trace.getKey().equals(entry.player()))
                .map(trace -> trace.getValue().possible(look, lateNanos))
                .toList();
        long least = 1
                + others.stream()
                        .filter(other -> other.certainlyLeads(entry.score()))
                        .count();
        long most = 1
                + others.stream()
                        .filter(other -> other.possiblyLeads(entry.score()))
                        .count();
        return least <= entry.rank() && entry.rank() <= most
                ? Optional.empty()
                : Optional.of("rank %d, which is between %d and %d, with a score of %d for %s"
                        .formatted(entry.rank(), least, most, entry.score(), of(board, entry.player())));
    }
}

package dev.gildong.score.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.score.nodes.ServerProcess.Unanswered;
import dev.gildong.score.nodes.Shown.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A player who looks at boards on any node, in every way there is, and holds what he sees against what was submitted. */
final class Reader implements Callable<@Nullable Void> {
    private final CheckedRun run;
    private final Nodes nodes;
    private final Traces traces;
    private final List<CheckedBoard> boards;
    private final List<SignedIn> players;
    private final Random random;

    /** @param players fewer than a page holds */
    Reader(
            CheckedRun run,
            Nodes nodes,
            Traces traces,
            List<CheckedBoard> boards,
            List<SignedIn> players,
            Random random) {
        this.run = run;
        this.nodes = nodes;
        this.traces = traces;
        this.boards = boards;
        this.players = players;
        this.random = random;
    }

    @Override
    public @Nullable Void call() {
        while (run.goesOn()) {
            CheckedBoard board = boards.get(random.nextInt(boards.size()));
            SignedIn reader = players.get(random.nextInt(players.size()));
            String player = players.get(random.nextInt(players.size())).playerId();
            switch (random.nextInt(4)) {
                case 0 ->
                    look(board, reader, "/" + player, (look, json) -> late -> entry(board, player, json, look, late));
                case 1 ->
                    look(
                            board,
                            reader,
                            "/" + player + "/around?limit=11",
                            (look, json) -> late -> window(board, player, shown(json, reader, false), look, late));
                default ->
                    look(
                            board,
                            reader,
                            "?limit=100",
                            (look, json) -> late -> page(board, shown(json, reader, true), look, late));
            }
        }
        return null;
    }

    /** Says what is wrong with an answer, if anything is, when submits may be so late. */
    private interface Check {
        Optional<String> objection(long lateNanos);
    }

    private void look(
            CheckedBoard board, SignedIn reader, String path, BiFunction<Look, Optional<JsonNode>, Check> check) {
        ServerProcess node = nodes.any(random);
        boolean atOnce = random.nextBoolean();
        Client client = node.client(reader.token());
        Client asked = atOnce ? client.with("Cache-Control", "no-cache") : client;
        long began = run.now();
        Answer answer;
        try {
            answer = ServerProcess.answer(() -> asked.get(board.scores() + path));
        } catch (Unanswered e) {
            return;
        }
        Look look = new Look(node.toString(), atOnce, began, run.now());
        switch (answer.status()) {
            case 200 -> judge(look, answer, check.apply(look, Optional.of(answer.json())));
            case 404 -> judge(look, answer, check.apply(look, Optional.empty()));
            case 503 -> run.unavailable.increment();
            default -> throw new AssertionError(answer);
        }
    }

    private void judge(Look look, Answer answer, Check check) {
        check.objection(CheckedRun.bearableNanos()).ifPresent(objection -> {
            throw new AssertionError("A look, %s, showed %s\nin %s".formatted(look, objection, answer.body()));
        });
        if (look.atOnce()) {
            run.looksAtOnce.increment();
        } else {
            run.looksLater.increment();
            if (check.objection(CheckedRun.promisedNanos()).isEmpty()) {
                run.looksInTime.increment();
            }
        }
    }

    private static Optional<Shown> shown(Optional<JsonNode> page, SignedIn reader, boolean whole) {
        return page.map(json -> Shown.of(json, reader.playerId(), whole));
    }

    /** One player's entry, if there is any. */
    private Optional<String> entry(
            CheckedBoard board, String player, Optional<JsonNode> json, Look look, long lateNanos) {
        if (json.isEmpty()) {
            return traces.of(board, player).objection(null, look, lateNanos);
        }
        Entry entry = Entry.of(json.get());
        if (!entry.player().equals(player) || json.get().get("total").longValue() < entry.rank()) {
            return Optional.of("another player or a total below the rank");
        }
        return scores(board, List.of(entry), look, lateNanos)
                .or(() -> traces.rankObjection(board, entry, look, lateNanos));
    }

    /** The entries around a player, if he has one. */
    private Optional<String> window(
            CheckedBoard board, String player, Optional<Shown> window, Look look, long lateNanos) {
        if (window.isEmpty()) {
            return traces.of(board, player).objection(null, look, lateNanos);
        }
        List<Entry> entries = window.get().entries();
        Optional<Entry> middle =
                entries.stream().filter(entry -> entry.player().equals(player)).findFirst();
        if (middle.isEmpty()) {
            return Optional.of("a window without its player");
        }
        return window.get()
                .objection(board)
                .or(() -> scores(board, entries, look, lateNanos))
                .or(() -> traces.rankObjection(board, middle.get(), look, lateNanos));
    }

    /** The whole board. */
    private Optional<String> page(CheckedBoard board, Optional<Shown> page, Look look, long lateNanos) {
        if (page.isEmpty()) {
            return Optional.of("no board");
        }
        List<Entry> entries = page.get().entries();
        Map<String, Entry> byPlayer =
                entries.stream().collect(Collectors.toMap(Entry::player, entry -> entry, (a, b) -> a));
        return page.get()
                .objection(board)
                .or(() -> scores(board, entries, look, lateNanos))
                .or(() -> traces.of(board).entrySet().stream()
                        .filter(trace -> !byPlayer.containsKey(trace.getKey()))
                        .flatMap(trace -> trace.getValue().objection(null, look, lateNanos).stream())
                        .findFirst())
                .or(() -> equals(board, entries));
    }

    private Optional<String> scores(CheckedBoard board, List<Entry> entries, Look look, long lateNanos) {
        for (Entry entry : entries) {
            PlayerTrace trace = traces.of(board, entry.player());
            Optional<String> objection = trace.objection(entry.score(), look, lateNanos);
            if (objection.isPresent()) {
                return objection;
            }
            trace.show(entry.score());
        }
        return Optional.empty();
    }

    /** Of equal scores, the one that was reached first leads. */
    private Optional<String> equals(CheckedBoard board, List<Entry> entries) {
        if (board.keep() != CheckedBoard.Keep.BEST || board.shared()) {
            return Optional.empty();
        }
        for (int i = 1; i < entries.size(); i++) {
            long score = entries.get(i).score();
            PlayerTrace trace = traces.of(board, entries.get(i).player());
            PlayerTrace ahead = traces.of(board, entries.get(i - 1).player());
            if (entries.get(i - 1).score() == score && trace.reachedBefore(ahead, score)) {
                return Optional.of("%d first of %s\nand then of %s".formatted(score, ahead, trace));
            }
        }
        return Optional.empty();
    }
}

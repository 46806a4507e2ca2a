package dev.gildong.score.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client.Answer;
import dev.gildong.TestServer;
import dev.gildong.score.nodes.ServerProcess.Unanswered;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A game server: submits scores of any player on any nodes, one or several at once, and checks the answers. */
final class Submitter implements Callable<@Nullable Void> {
    private final CheckedRun run;
    private final Nodes nodes;
    private final Traces traces;
    private final List<CheckedBoard> boards;
    private final int atOnce;
    private final Random random;

    /** @param atOnce how many submits it sends together for the same player of the same board */
    Submitter(CheckedRun run, Nodes nodes, Traces traces, List<CheckedBoard> boards, int atOnce, Random random) {
        this.run = run;
        this.nodes = nodes;
        this.traces = traces;
        this.boards = boards;
        this.atOnce = atOnce;
        this.random = random;
    }

    @Override
    public @Nullable Void call() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            while (run.goesOn()) {
                CheckedBoard board = boards.get(random.nextInt(boards.size()));
                List<String> players = List.copyOf(traces.of(board).keySet());
                String player = players.get(random.nextInt(players.size()));
                Callable<@Nullable Void> submit = () -> submit(board, player);
                for (Future<@Nullable Void> end : threads.invokeAll(Collections.nCopies(atOnce, submit))) {
                    end.get();
                }
            }
        } finally {
            threads.shutdown();
        }
        return null;
    }

    private @Nullable Void submit(CheckedBoard board, String player) {
        ServerProcess node = nodes.any(random);
        PlayerTrace trace = traces.of(board, player);
        long score = board.score(random, TimeUnit.NANOSECONDS.toMillis(run.now()));
        SubmitTrace submit = trace.begin(node.toString(), score, run.now());
        String body = "{\"score\":%d,\"playerId\":\"%s\"}".formatted(score, player);
        try {
            Answer answer =
                    ServerProcess.answer(() -> node.client(TestServer.ADMIN_KEY).post(board.scores(), body));
            long at = run.now();
            if (answer.status() == 200) {
                submit.acknowledge(at, answer.body());
                Look look = new Look(submit.node, false, submit.began, at);
                objection(board, player, score, answer.json(), look).ifPresent(objection -> {
                    throw new AssertionError("The submit %s\nwas answered %s".formatted(submit, objection));
                });
            } else if (answer.status() == 503) {
                run.unavailable.increment();
                lose(submit, answer.body());
            } else {
                throw new AssertionError("The submit " + submit + "\nwas answered " + answer);
            }
        } catch (Unanswered e) {
            if (e.wasNeverSent()) {
                trace.forget(submit);
            } else {
                lose(submit, String.valueOf(e.getCause()));
            }
        }
        return null;
    }

    private void lose(SubmitTrace submit, String why) {
        submit.lose(run.now(), why);
        run.unknown.increment();
    }

    /** Says what is wrong with an answer, if anything is. */
    private Optional<String> objection(CheckedBoard board, String player, long sent, JsonNode answer, Look look) {
        PlayerTrace trace = traces.of(board, player);
        long score = answer.get("score").longValue();
        Long previous =
                answer.has("previousScore") ? answer.get("previousScore").longValue() : null;
        if (answer.has("previousRank") != (previous != null)) {
            return Optional.of("with half of what stood before, for " + trace);
        }
        if (score != kept(board, previous, sent)) {
            return Optional.of("with another score than the board keeps, for " + trace);
        }
        if (answer.get("improved").booleanValue() != (previous == null || board.isBetter(score, previous))) {
            return Optional.of("with another improvement than that of the scores, for " + trace);
        }
        trace.show(score);
        // The player's own row is locked, so nobody need catch up with it.
        Look exact = new Look(look.node(), true, look.began(), look.ended());
        return trace.objection(previous, exact, 0)
                .map("from what stood before, "::concat)
                .or(() -> rankObjection(board, player, score, answer.get("rank"), look))
                .or(() -> previous == null
                        ? Optional.empty()
                        : rankObjection(board, player, previous, answer.get("previousRank"), look));
    }

    private Optional<String> rankObjection(CheckedBoard board, String player, long score, JsonNode rank, Look look) {
        return traces.rankObjection(
                board, new Shown.Entry(rank.longValue(), player, score), look, CheckedRun.bearableNanos());
    }

    private static long kept(CheckedBoard board, @Nullable Long previous, long sent) {
        if (previous == null) {
            return sent;
        }
        return switch (board.keep()) {
            case BEST -> board.isBetter(sent, previous) ? sent : previous;
            case LATEST -> sent;
            case SUM -> previous + sent;
        };
    }
}

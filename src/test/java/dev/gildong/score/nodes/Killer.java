package dev.gildong.score.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** Kills a node every few seconds and starts it again. While it starts, the next may be killed, but never the last. */
final class Killer implements Callable<Void> {
    private static final int PAUSE_MILLIS = 1500;

    private final CheckedRun run;
    private final Nodes nodes;
    private final Random random;

    Killer(CheckedRun run, Nodes nodes, Random random) {
        this.run = run;
        this.nodes = nodes;
        this.random = random;
    }

    @Override
    public Void call() throws Exception {
        List<Future<Void>> starts = new ArrayList<>();
        while (run.goesOn()) {
            Thread.sleep(PAUSE_MILLIS + random.nextInt(PAUSE_MILLIS)); // at any moment of its work
            if (nodes.live().size() > 1) {
                starts.add(nodes.replaceAny(random));
                run.kills.increment();
            }
        }
        for (Future<Void> start : starts) {
            start.get();
        }
        return null;
    }
}

package dev.gildong.score.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes on one database. */
final class Nodes implements AutoCloseable {
    private final String databaseUrl;
    private final Path directory;
    private final List<ServerProcess> live = new CopyOnWriteArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private final ExecutorService starting = Executors.newCachedThreadPool();

    Nodes(String databaseUrl, Path directory) {
        this.databaseUrl = databaseUrl;
        this.directory = directory;
    }

    /** Starts so many at once. */
    void start(int count) throws Exception {
        List<Future<Void>> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(starting.submit(this::startOne));
        }
        for (Future<Void> start : starts) {
            start.get();
        }
    }

    private Void startOne() throws IOException {
        live.add(ServerProcess.start("node-" + started.incrementAndGet(), databaseUrl, directory));
        return null;
    }

    /** All that are not killed. */
    List<ServerProcess> live() {
        return List.copyOf(live);
    }

    ServerProcess any(Random random) {
        List<ServerProcess> now = live();
        return now.get(random.nextInt(now.size()));
    }

    /** Kills one while it works, and starts another in its place; the answer comes when that one is there. */
    Future<Void> replaceAny(Random random) throws InterruptedException {
        ServerProcess victim = any(random);
        victim.kill();
        live.remove(victim);
        return starting.submit(this::startOne);
    }

    @Override
    public void close() throws InterruptedException {
        starting.shutdown();
        starting.awaitTermination(2, TimeUnit.MINUTES);
        for (ServerProcess process : live) {
            process.kill();
        }
    }
}

package dev.gildong.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * So many requests a second over kept connections, each one sent when its time has come, however long the answers to
 * others take: a server that stalls gets no pause for it, and the wait counts.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int CONNECTIONS = 64;

    private final int port;
    private final long pauseNanos;
    private final List<byte[]> requests;
    private final long began = System.nanoTime();
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * A request that was not answered with 200.
     *
     * @param sent {@link System#nanoTime()} when it was
     * @param request its number; its form is that of {@code requests} at this place, modulo their count
     */
    record Failure(long sent, long request, String what) {}

    /**
     * What became of all requests.
     *
     * @param p50Millis half of them were answered within, counted from when they were due
     */
    record Report(long sent, double seconds, long p50Millis, long p99Millis, long maxMillis, List<Failure> failures) {}

    private SteadyLoad(int port, int perSecond, List<byte[]> requests) {
        this.port = port;
        this.pauseNanos = 1_000_000_000L / perSecond;
        this.requests = requests;
    }

    /**
     * Begins.
     *
     * @param requests sent in turns, from the first one on
     */
    static SteadyLoad begin(int port, int perSecond, List<byte[]> requests) {
        SteadyLoad load = new SteadyLoad(port, perSecond, requests);
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(load::run, "load-" + i);
            thread.setDaemon(true);
            thread.start();
            load.threads.add(thread);
        }
        return load;
    }

    /** How many requests have been begun. */
    long sent() {
        return next.get();
    }

    /** How long each answer took that came since this was last asked, in nanoseconds. {@link #end} knows nothing of them. */
    List<Long> answered() {
        List<Long> answered = new ArrayList<>();
        for (Long nanos = latencies.poll(); nanos != null; nanos = latencies.poll()) {
            answered.add(nanos);
        }
        return answered;
    }

    /** How many have failed. */
    int failed() {
        return failures.size();
    }

    /** Sends no further request, waits for the answers and tells of them. */
    Report end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Report(
                sorted.length,
                (System.nanoTime() - began) / 1e9,
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 1),
                List.copyOf(failures));
    }

    private static long millis(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1_000_000;
    }

    private void run() {
        try (KeptConnection connection = new KeptConnection(port)) {
            while (!ended) {
                long number = next.getAndIncrement();
                long due = began + number * pauseNanos;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                send(connection, number, due);
            }
        } catch (IOException e) {
            throw new AssertionError("a connection could not be closed", e);
        }
    }

    private void send(KeptConnection connection, long number, long due) {
        long sent = System.nanoTime();
        try {
            KeptConnection.Answer answer = connection.exchange(requests.get((int) (number % requests.size())));
            if (answer.status() != 200) {
                failures.add(new Failure(sent, number, answer.status() + " " + answer.body()));
            }
        } catch (IOException e) {
            failures.add(new Failure(sent, number, e.toString()));
        }
        latencies.add(System.nanoTime() - due);
    }

    @Override
    public void close() {
        ended = true;
        threads.forEach(Thread::interrupt);
    }
}

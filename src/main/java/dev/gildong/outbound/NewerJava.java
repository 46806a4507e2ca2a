package dev.gildong.outbound;

import dev.gildong.thread.Daemons;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads: what Java 21 has and bytecode of Java 17 cannot name, and what does for it there. */
final class NewerJava {
    private static final int VIRTUAL_THREADS = 21;
    private static final int IDLE_SECONDS = 30;

    private NewerJava() {}

    /** A virtual thread for each task, or else at most {@code count} platform threads. */
    static ExecutorService threads(String name, int count) {
        if (Runtime.version().feature() < VIRTUAL_THREADS) {
            return platformThreads(name, count);
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At most {@code count} threads, which end when there is nothing to do; further tasks wait. */
    static ExecutorService platformThreads(String name, int count) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Daemons(name + "-"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One thread for short tasks that have their time. */
    static ScheduledExecutorService bells(String name) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, new Daemons(name + "-"));
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    /** Ends its connections and its thread. On Java 17 that happens once nobody holds the client any more. */
    static void end(HttpClient client) {
        if (Runtime.version().feature() < VIRTUAL_THREADS) {
            return;
        }
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

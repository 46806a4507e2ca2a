package dev.gildong.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets submits that arrive while one transaction is under way share the next; nobody waits for company. The threads that
 * commit are platform threads of their own: on the way through a transaction a request's virtual thread would wait for
 * a processor behind other requests at each statement, and all who share the transaction with it. Safe for any number
 * of threads.
 */
final class CommitQueue {
    /** Rows of one transaction: more of them make it longer and no cheaper. */
    private static final int MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);

    private final Executor committers;
    private final Consumer<List<Pending>> commit;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * @param committers platform threads
     * @param commit gives each of them an outcome or a failure; throws nothing but errors
     */
    CommitQueue(Executor committers, Consumer<List<Pending>> commit) {
        this.committers = committers;
        this.commit = commit;
    }

    /** Returns once each of them has its outcome. */
    void submit(List<Pending> submits) {
        Group group = new Group(submits.size());
        if (join(group, submits)) {
            begin();
        }
        group.await();
    }

    private void begin() {
        try {
            committers.execute(this::run);
        } catch (RejectedExecutionException e) { // the node stops
            do {
                take().forEach(each -> {
                    each.submit.fail(ScoreProblems.busy());
                    each.group.done();
                });
            } while (more());
        }
    }

    /** Whether nobody commits yet. */
    private synchronized boolean join(Group group, List<Pending> submits) {
        submits.forEach(submit -> waiting.add(new Waiting(submit, group)));
        boolean first = !running;
        running = true;
        return first;
    }

    private void run() {
        do {
            List<Waiting> batch = take();
            try {
                commit.accept(batch.stream().map(Waiting::submit).toList());
            } catch (Error e) { // others wait for the next transaction
                LOG.error("submits were given up", e);
            }
            batch.forEach(each -> each.group.done());
        } while (more());
    }

    private synchronized List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>(MAX);
        while (batch.size() < MAX && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private synchronized boolean more() {
        running = !waiting.isEmpty();
        return running;
    }

    /** How many submits wait for the next transaction. */
    synchronized int waiting() {
        return waiting.size();
    }

    private record Waiting(Pending submit, Group group) {}

    /** The submits of one thread. */
    private static final class Group {
        private final Thread thread = Thread.currentThread();
        private int open;

        Group(int size) {
            this.open = size;
        }

        synchronized void done() {
            open--;
            if (open == 0) {
                LockSupport.unpark(thread);
            }
        }

        private synchronized boolean isDone() {
            return open == 0;
        }

        /** An interruption ends nothing: the database's time-outs bound this. It is the thread's again afterwards. */
        void await() {
            boolean interrupted = false;
            while (!isDone()) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

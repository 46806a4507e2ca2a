package dev.gildong.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets submits that arrive while one transaction is under way share the next. One of the waiting threads does the work
 * for all: there is no thread of its own. What arrives at a quiet moment goes alone and at once; where the last
 * transaction was shared, the next one waits a moment for company, since what a transaction costs beside its rows is
 * most of what few rows cost. Safe for any number of threads.
 */
final class CommitQueue {
    /** Rows of one transaction: more of them make it longer and no cheaper. */
    private static final int MAX = 256;

    /** Measured with 32 connections: at 1 ms a submit takes less time than without. */
    private static final long GATHER_NANOS = 1_000_000;

    private final Consumer<List<Pending>> commit;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean led;
    private volatile int lastSize;

    /** @param commit gives each of them an outcome or a failure; throws nothing but errors */
    CommitQueue(Consumer<List<Pending>> commit) {
        this.commit = commit;
    }

    /** Returns once each of them has its outcome. */
    void submit(List<Pending> submits) {
        Group group = new Group(submits.size());
        boolean leads = join(group, submits);
        @Nullable Error failure = null;
        while (leads || group.awaitTurn()) {
            try {
                lead();
            } catch (Error e) { // the lead may be this thread's once more, and others wait for that
                failure = e;
            }
            leads = false;
        }
        group.leave();
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized boolean join(Group group, List<Pending> submits) {
        submits.forEach(submit -> waiting.add(new Waiting(submit, group)));
        boolean first = !led;
        led = true;
        return first;
    }

    private void lead() {
        List<Waiting> batch = List.of();
        try {
            if (lastSize > 1) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            }
            batch = take();
            lastSize = batch.size();
            commit.accept(batch.stream().map(Waiting::submit).toList());
        } finally {
            passOn();
            batch.forEach(each -> each.group.done());
        }
    }

    private synchronized List<Waiting> take() {
        List<Waiting> batch = new ArrayList<>(MAX); // here, so that nothing is taken and lost for want of memory
        while (batch.size() < MAX && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    /** Before those who are done are woken: the next transaction need not wait for that. */
    private synchronized void passOn() {
        Waiting next = waiting.peek();
        led = next != null;
        if (next != null) {
            next.group.lead();
        }
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
        private boolean leads;
        private boolean interrupted;

        Group(int size) {
            this.open = size;
        }

        synchronized void done() {
            open--;
            if (open == 0) {
                LockSupport.unpark(thread);
            }
        }

        synchronized void lead() {
            leads = true;
            LockSupport.unpark(thread);
        }

        /** True when it is this thread's turn to lead; false when all are done. */
        boolean awaitTurn() {
            while (true) {
                synchronized (this) {
                    if (leads || open == 0) {
                        boolean turn = leads;
                        leads = false;
                        return turn;
                    }
                }
                LockSupport.park(this);
                interrupted |= Thread.interrupted(); // which ends nothing: the database's time-outs bound this
            }
        }

        /** An interruption that came meanwhile is the thread's again. */
        void leave() {
            if (interrupted) {
                thread.interrupt();
            }
        }
    }
}

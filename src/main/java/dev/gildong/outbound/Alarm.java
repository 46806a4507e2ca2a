package dev.gildong.outbound;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Interrupts the thread that set it when its time is over, unless it was taken off before. */
final class Alarm {
    private final Thread sleeper = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private final Future<?> bell;
    private boolean off;
    private boolean rang;

    Alarm(ScheduledExecutorService bells, Deadline deadline) {
        this.bell = bells.schedule(this::ring, Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        lock.lock();
        try {
            if (!off) {
                rang = true;
                sleeper.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No interrupt comes from it afterwards, and its own is not left over. Tells whether it rang. */
    boolean takeOff() {
        bell.cancel(false);
        lock.lock();
        try {
            if (rang && !off) {
                Thread.interrupted();
            }
            off = true;
            return rang;
        } finally {
            lock.unlock();
        }
    }
}

package dev.gildong.task;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** A worker in a process of its own, whose tasks leave a mark in the database: one that may be killed. */
@NullMarked
final class MarkingWorker {
    static final TaskType<Mark> TYPE = TaskType.of("mark", Mark.class)
            .withRetries(new RetryPolicy(50, RetryPolicy.STANDARD.firstDelay(), RetryPolicy.STANDARD.longestDelay()));

    private static final int LONGEST_MILLIS = 60;

    private MarkingWorker() {}

    record Mark(int n) {}

    /** @param args the address of the database */
    @SuppressWarnings("resource") // ends with the process
    public static void main(String[] args) {
        TaskNode node = new TaskNode(args[0], 4);
        node.tasks.register(TYPE, MarkingWorker::mark);
        node.start();
        System.out.println("ready");
    }

    /** Works for a while, writes, works for a while, and commits: it may die before, between and after. */
    private static Integer mark(Mark args, TaskRun<Integer> run) throws InterruptedException {
        work();
        return run.finish(unit -> {
            unit.update("INSERT INTO mark (n) VALUES (?)", args.n());
            unit.update("UPDATE purse SET gold = gold + 1 WHERE id = ?", args.n() % 10);
            return run.attempt();
        });
    }

    private static void work() throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_MILLIS));
    }
}

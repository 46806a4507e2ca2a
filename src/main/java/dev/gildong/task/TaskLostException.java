package dev.gildong.task;

/**
 * This attempt is not the task's any more: it was cancelled, or its worker was taken for dead and another one has it.
 * Whatever the unit changed is rolled back. Handlers let it pass.
 */
public final class TaskLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskLostException() {
        super("the task was cancelled or taken over", null, true, false);
    }
}

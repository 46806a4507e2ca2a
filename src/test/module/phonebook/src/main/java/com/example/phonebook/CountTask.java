package com.example.phonebook;

import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;

/** Counts the entries of all players: {@code POST /v1/tasks/phonebook.count}, with the scope {@code tasks}. */
final class CountTask implements TaskHandler<CountTask.Args, CountTask.Result> {
    static final TaskType<Args> TYPE = TaskType.of("phonebook.count", Args.class);

    private final EntryRepository repository = new EntryRepository();

    @Override
    public Result run(Args args, TaskRun<Result> run) {
        return run.finish(unit -> new Result(repository.count(unit)));
    }

    record Args() {}

    record Result(long entries) {}
}

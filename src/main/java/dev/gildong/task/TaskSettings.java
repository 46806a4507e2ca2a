package dev.gildong.task;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How tasks are run and how long they are kept. */
@SettingGroup("gildong.task")
public record TaskSettings(
        @Setting(
                doc =
                        "Tasks that a node runs at once. Those that use the database take connections of `gildong.database.pool-size`.",
                byDefault = "8",
                min = "1",
                max = "200")
        int threads,

        @Setting(
                doc =
                        "How often an idle node looks for tasks that are due. While tasks come in it looks every millisecond.",
                byDefault = "PT0.1S",
                min = "PT0.01S",
                max = "PT10S")
        Duration pollInterval,

        @Setting(
                doc = "How often a worker says that it is alive. A task of a worker that died is taken over within six"
                        + " times as long.",
                byDefault = "PT4S",
                min = "PT0.5S",
                max = "PT5S")
        Duration heartbeat,

        @Setting(
                doc = "Longest result in bytes of JSON; a task with a longer one fails.",
                byDefault = "65536",
                min = "1024",
                max = "1048576")
        int maxResultBytes,

        @Setting(
                doc = "How long a task that succeeded or was cancelled can be asked for.",
                byDefault = "P7D",
                min = "PT1M",
                max = "P366D")
        Duration keepFinished,

        @Setting(
                doc = "How long a task that failed for good can be asked for and tried again.",
                byDefault = "P30D",
                min = "PT1M",
                max = "P366D")
        Duration keepFailed,

        @Setting(
                doc = "How long a node that stops lets its tasks run on. Those that are not done by then start again"
                        + " elsewhere.",
                byDefault = "PT15S",
                min = "PT1S",
                max = "PT10M")
        Duration stopTimeout,

        @Setting(
                doc = "Requests that may wait for tasks at once where requests do not run on virtual threads.",
                byDefault = "64",
                min = "0",
                max = "10000")
        int maxWaiting) {}

package dev.gildong.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Of the tasks that are due, those of a higher priority are taken first, whatever their age. */
public enum Priority {
    /** When nothing else is due. */
    @JsonProperty("low")
    LOW(0),
    /** What most tasks have. */
    @JsonProperty("normal")
    NORMAL(1),
    /** Before everything else. */
    @JsonProperty("high")
    HIGH(2);

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /** As it is stored. */
    int level() {
        return level;
    }

    static Priority ofLevel(int level) {
        return Arrays.stream(values())
                .filter(priority -> priority.level == level)
                .findFirst()
                .orElseThrow();
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

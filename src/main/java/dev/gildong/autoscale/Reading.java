package dev.gildong.autoscale;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What one instance in service says about itself.
 *
 * @param port its name
 * @param mean part of its processors that it used over the window, 0 to 1; empty when it did not say
 * @param age how long its process has run; zero when it did not say
 * @param trouble why it did not say; empty when it did
 */
record Reading(int port, OptionalDouble mean, Duration age, String trouble) {

    Reading(int port, OptionalDouble mean, Duration age) {
        this(port, mean, age, "");
    }

    /** An instance that did not answer, or not with numbers. */
    static Reading missing(int port, String trouble) {
        return new Reading(port, OptionalDouble.empty(), Duration.ZERO, trouble);
    }
}

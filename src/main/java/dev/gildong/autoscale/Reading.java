package dev.gildong.autoscale;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What one instance in service says about itself.
 *
 * @param port its name
 * @param mean part of its processors that it used over the window, 0 to 1; empty when it did not say
 * @param age how long its process has run; zero when it did not say
 */
record Reading(int port, OptionalDouble mean, Duration age) {

    /** An instance that did not answer. */
    static Reading missing(int port) {
        return new Reading(port, OptionalDouble.empty(), Duration.ZERO);
    }
}

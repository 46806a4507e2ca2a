package dev.gildong.autoscale;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * One line for each thing that is worth telling, with its time in UTC.
 *
 * @param clock for the time in front
 * @param out where the lines go
 */
record Journal(Clock clock, PrintStream out) {

    void say(String line) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
        out.flush();
    }
}

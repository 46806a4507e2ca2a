package dev.gildong.autoscale;

import static dev.gildong.autoscale.Decision.Action.HOLD;
import static dev.gildong.autoscale.Decision.Action.IN;
import static dev.gildong.autoscale.Decision.Action.OUT;

import dev.gildong.autoscale.Decision.Action;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * When an instance is added and when one is taken away: one at a time, by the mean of all instances. It decides by what
 * it is given alone. Docs: ADR 035.
 *
 * @param min so many there are at least
 * @param max so many at most
 * @param high a mean above it adds one
 * @param low a mean below it takes one away
 * @param waits what must pass first
 */
record Policy(int min, int max, double high, double low, Waits waits) {

    /**
     * How long nothing is changed.
     *
     * @param afterOut after one was added
     * @param afterIn after one was taken away
     * @param settle after a process began: until then its mean tells of its start, and is not believed
     */
    record Waits(Duration afterOut, Duration afterIn, Duration settle) {}

    /** @throws IllegalArgumentException if no number of instances could satisfy it; the message says why */
    Policy {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("--min must be at least 1, and --max not below it");
        }
        if (!(0 <= low && low < high && high <= 1)) {
            throw new IllegalArgumentException("--low and --high must be 0 to 1, and --low the lower one");
        }
    }

    /**
     * Decides.
     *
     * @param readings one for each instance that takes requests
     * @param last what was changed last
     * @param ago how long ago that was
     */
    Decision decide(List<Reading> readings, Action last, Duration ago) {
        int count = readings.size();
        if (count < min) {
            return new Decision(OUT, "%d in service, fewer than %d".formatted(count, min));
        }
        if (count > max) {
            return new Decision(IN, "%d in service, more than %d".formatted(count, max));
        }
        double[] means = readings.stream()
                .filter(reading -> reading.age().compareTo(waits.settle()) >= 0)
                .flatMapToDouble(reading -> reading.mean().stream())
                .toArray();
        String numbers = "%d of %d read%s".formatted(means.length, count, unread(readings));
        if (means.length * 2 < count) {
            return new Decision(HOLD, numbers + ", too few to go by");
        }
        double sum = 0;
        for (double mean : means) {
            sum += mean;
        }
        double mean = sum / means.length;
        numbers = String.format(Locale.ROOT, "mean %.3f, %s", mean, numbers);
        Action wanted = wanted(mean, count);
        if (wanted == HOLD) {
            return new Decision(HOLD, numbers);
        }
        String not = against(wanted, means.length, count, cooling(last).minus(ago));
        return not.isEmpty() ? new Decision(wanted, numbers) : new Decision(HOLD, numbers + ", " + not);
    }

    /** Who was not read and why, in brackets. */
    private String unread(List<Reading> readings) {
        String unread = readings.stream()
                .filter(reading -> reading.mean().isEmpty() || reading.age().compareTo(waits.settle()) < 0)
                .map(reading -> "node%d: %s"
                        .formatted(
                                reading.port(),
                                reading.mean().isEmpty()
                                        ? reading.trouble()
                                        : "began " + reading.age().toSeconds() + " s ago"))
                .collect(Collectors.joining("; "));
        return unread.isEmpty() ? "" : " (" + unread + ")";
    }

    private Action wanted(double mean, int count) {
        if (mean > high) {
            return OUT;
        }
        // One fewer carry the same load: without the second condition that could call the next one back.
        boolean spare = mean < low && (count == 1 || mean * count / (count - 1) <= high);
        return spare ? IN : HOLD;
    }

    /** Why what is wanted is not done; empty if nothing is against it. */
    private String against(Action wanted, int read, int count, Duration cooling) {
        if (count == (wanted == OUT ? max : min)) {
            return "but there are %d already".formatted(count);
        }
        if (wanted == IN && read < count) {
            return "but one that says nothing may be busy";
        }
        return cooling.isNegative() || cooling.isZero() ? "" : "but cools down for " + cooling.toSeconds() + " s";
    }

    private Duration cooling(Action last) {
        return switch (last) {
            case OUT -> waits.afterOut();
            case IN -> waits.afterIn();
            case HOLD -> Duration.ZERO;
        };
    }
}

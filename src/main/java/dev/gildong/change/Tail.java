package dev.gildong.change;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this node stands in the log. Numbers are taken before the commit: a row may appear after one with a higher
 * number. So a number that was passed over is asked for again until it appears, or until no transaction that holds it
 * can be alive. For one thread at a time, but for {@link #current}.
 */
final class Tail {
    /** Longer than a transaction of ours lives; {@link ChangeLog#announce} sees to one that lives longer. */
    static final Duration LONGEST_UNIT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final ChangeReader reader;
    private final Listeners listeners;
    private final Duration longestSleep;
    private final LongSupplier nanos;
    private final Gaps gaps = new Gaps();

    private final LongAdder polls = new LongAdder();
    private final LongAdder rows = new LongAdder();

    /** The row that was heard last. The log must still hold it, or else it is not the log that was read. */
    private Change last = Change.NONE;
    /** When the last good poll began. */
    private volatile Moment heard = Moment.NEVER;
    /** When there were more gaps than can be asked for. Nothing is believed until all of them are history. */
    private volatile Moment lost = Moment.NEVER;

    /** @param keep how long a change is in the log */
    Tail(ChangeReader reader, Listeners listeners, Duration keep, LongSupplier nanos) {
        this.reader = reader;
        this.listeners = listeners;
        this.longestSleep = keep.dividedBy(2);
        this.nanos = nanos;
    }

    /** Hears everything that was committed before the call; when it fails, it has changed nothing that matters. */
    void poll() throws SQLException {
        long now = nanos.getAsLong();
        if (!heard.within(longestSleep, now) || lost.happened() && !lost.within(LONGEST_UNIT, now)) {
            restart(now);
        } else if (!advance(now)) {
            LOG.warn("the log of changes does not hold what was read from it: nothing that is remembered is believed");
            restart(now);
        }
        heard = new Moment(true, now);
        polls.increment();
    }

    /** Seconds since the last good poll began; NaN before the first. */
    double lagSeconds() {
        Moment last = heard;
        return last.happened() ? Math.max(0, nanos.getAsLong() - last.nanos()) / 1e9 : Double.NaN;
    }

    /** Good polls so far. */
    long polls() {
        return polls.sum();
    }

    /** Rows that they heard of. */
    long rows() {
        return rows.sum();
    }

    /** Whether everything up to about a second ago was heard. */
    boolean current() {
        return !lost.happened() && heard.within(GOOD_FOR, nanos.getAsLong());
    }

    /** False if the row that was heard last is not there: rows were purged unheard, or a replica took over without it. */
    private boolean advance(long now) throws SQLException {
        List<Long> missing = gaps.ids();
        int asked = 0;
        boolean more = true;
        while (more || asked < missing.size()) {
            int next = Math.min(missing.size(), asked + ChangeReader.GAPS);
            List<Change> found = reader.read(last.id(), missing.subList(asked, next));
            if (!last.equals(Change.NONE) && !found.contains(last)) {
                return false;
            }
            more = hear(found, now);
            asked = next;
        }
        gaps.drop(now - LONGEST_UNIT.toNanos()); // now, after they were asked for once more
        return true;
    }

    /** True if there may be more new rows. */
    private boolean hear(List<Change> found, long now) {
        long from = last.id();
        int batch = 0;
        found.sort(Comparator.comparingLong(Change::id));
        for (Change row : found) {
            if (row.id() >= from) {
                batch++;
            }
            if (row.id() > last.id()) {
                if (!lost.happened() && !gaps.add(last.id(), row.id(), now)) {
                    lose(now);
                }
                listeners.changed(row.topic(), row.subject()); // before it counts as heard: this may fail
                last = row;
                rows.increment();
            } else if (gaps.contains(row.id())) {
                listeners.changed(row.topic(), row.subject());
                gaps.remove(row.id());
                rows.increment();
            }
        }
        return batch == ChangeReader.BATCH;
    }

    private void lose(long now) {
        LOG.warn(
                "more than {} changes are not committed yet or were rolled back: nothing is remembered for {} s",
                Gaps.LIMIT,
                LONGEST_UNIT.toSeconds());
        gaps.clear();
        lost = new Moment(true, now);
    }

    /** Goes to the end of the log. What was not heard until there is made up for by believing nothing from before. */
    private void restart(long now) throws SQLException {
        ChangeReader.Recent recent = reader.recent(LONGEST_UNIT);
        gaps.clear();
        last = Change.NONE;
        long before = recent.after();
        boolean all = true;
        for (Change row : recent.rows()) {
            all = all && gaps.add(before, row.id(), now);
            before = row.id();
            last = row;
        }
        listeners.reload();
        lost = all ? Moment.NEVER : new Moment(true, now);
    }

    private record Moment(boolean happened, long nanos) {
        static final Moment NEVER = new Moment(false, 0);

        boolean within(Duration span, long now) {
            return happened && now - nanos < span.toNanos();
        }
    }
}

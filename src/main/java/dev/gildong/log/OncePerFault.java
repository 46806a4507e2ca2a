package dev.gildong.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.jspecify.annotations.Nullable;

/**
 * {@code <OncePerFault minutes="60"/>} in a log configuration: lets the first event of a fault pass, and after it no
 * other of the same fault for so long. Events are of one fault when logger, text without its values, and exception with
 * the place that threw it are the same. Only the last thousand faults are remembered. Safe for any number of threads.
 */
@Plugin(name = "OncePerFault", category = Node.CATEGORY, elementType = Filter.ELEMENT_TYPE, printObject = true)
public final class OncePerFault extends AbstractFilter {
    private static final int MOST_FAULTS = 1000;
    private static final int DEFAULT_MINUTES = 60;

    private final long quietNanos;
    private final LongSupplier nanos;
    /** When each fault may pass again. */
    private final Map<Fault, Long> passed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Fault, Long> eldest) {
            return size() > MOST_FAULTS;
        }
    };

    /** @param nanos a monotonic clock */
    OncePerFault(long quietNanos, LongSupplier nanos) {
        super(Result.NEUTRAL, Result.DENY);
        this.quietNanos = quietNanos;
        this.nanos = nanos;
    }

    /** Called by Log4j. */
    @PluginFactory
    public static OncePerFault of(@PluginAttribute(value = "minutes", defaultInt = DEFAULT_MINUTES) int minutes) {
        return new OncePerFault(TimeUnit.MINUTES.toNanos(minutes), System::nanoTime);
    }

    @Override
    public Result filter(LogEvent event) {
        Fault fault = Fault.of(event);
        long now = nanos.getAsLong();
        synchronized (passed) {
            @Nullable Long last = passed.get(fault);
            if (last != null && now - last < quietNanos) {
                return Result.DENY;
            }
            passed.remove(fault); // so that it is the newest
            passed.put(fault, now);
            return Result.NEUTRAL;
        }
    }

    private record Fault(String logger, String text, String thrown) {

        /** Log4j has no other way to the text of any message without its values. */
        @SuppressWarnings("deprecation")
        static Fault of(LogEvent event) {
            @Nullable String format = event.getMessage().getFormat();
            return new Fault(
                    String.valueOf(event.getLoggerName()),
                    format == null ? event.getMessage().getFormattedMessage() : format,
                    event.getThrown() == null ? "" : place(event.getThrown()));
        }

        private static String place(Throwable thrown) {
            StackTraceElement[] stack = thrown.getStackTrace();
            return thrown.getClass().getName() + (stack.length == 0 ? "" : " " + stack[0]);
        }
    }
}

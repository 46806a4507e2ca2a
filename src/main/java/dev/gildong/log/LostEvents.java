package dev.gildong.log;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/**
 * {@code <LostEvents name="…" target="mail"/>} in a log configuration: counts what does not get to a target, because it
 * refused or because it was too slow for the queue before it. Named by {@code errorRef} of an {@code Async}. The console
 * has each of these events all the same.
 */
@Plugin(name = "LostEvents", category = Node.CATEGORY, elementType = Appender.ELEMENT_TYPE, printObject = true)
public final class LostEvents extends AbstractAppender {
    /** Log4j makes appenders before there is any registry, and again with each configuration. */
    private static final Map<String, LongAdder> LOST =
            Map.of("mail", new LongAdder(), "server", new LongAdder(), "tracker", new LongAdder());

    private final LongAdder lost;

    private LostEvents(String name, LongAdder lost) {
        super(name, null, null, true, Property.EMPTY_ARRAY);
        this.lost = lost;
    }

    /**
     * Called by Log4j.
     *
     * @param target {@code mail}, {@code server} or {@code tracker}
     */
    @PluginFactory
    public static LostEvents of(@PluginAttribute("name") String name, @PluginAttribute("target") String target) {
        return new LostEvents(name, LOST.getOrDefault(target, new LongAdder()));
    }

    /** Shows what was lost on the way to each target. */
    public static void measure(MeterRegistry meters) {
        LOST.forEach((target, lost) -> FunctionCounter.builder("gildong.log.lost", lost, LongAdder::sum)
                .description("Log events that did not get to where they should, besides the console")
                .tag("target", target)
                .register(meters));
    }

    @Override
    public void append(LogEvent event) {
        lost.increment();
    }
}

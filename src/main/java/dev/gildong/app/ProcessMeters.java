package dev.gildong.app;

import dev.gildong.log.LostEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/**
 * Measures the process: memory, garbage collection, threads, classes, processors and how long it runs. On a servlet
 * container that is the container's process, with whatever else runs in it.
 */
final class ProcessMeters implements AutoCloseable {
    /** Listens to the JVM's collectors, which outlive this application. */
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private final ProcessorUse processors;

    ProcessMeters(MeterRegistry meters) {
        processors = new ProcessorUse(meters);
        collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        LostEvents.measure(meters);
    }

    @Override
    public void close() {
        processors.close();
        collections.close();
    }
}

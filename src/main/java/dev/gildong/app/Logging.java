package dev.gildong.app;

import dev.gildong.config.AppSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Objects;
import org.apache.logging.log4j.core.config.Configurator;

/** Chooses the log configuration: {@code log4j2.xml} is taken by itself, the one for production when that is set. */
final class Logging {
    private static final String PRODUCTION = "/log4j2-production.xml";

    private Logging() {}

    static void configure(AppSettings.Mode mode) {
        if (mode == AppSettings.Mode.PRODUCTION) {
            URL packed = Objects.requireNonNull(Logging.class.getResource(PRODUCTION), PRODUCTION);
            try {
                Configurator.reconfigure(new URI(packed.toString()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

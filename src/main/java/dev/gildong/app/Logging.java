package dev.gildong.app;

import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.log.LogServerSettings;
import dev.gildong.log.LogTargets;
import dev.gildong.log.MailSettings;
import dev.gildong.log.TrackerSettings;
import java.net.URL;
import java.util.Objects;
import org.apache.logging.log4j.core.LoggerContext;

/** Chooses the log configuration: {@code log4j2.xml} is taken by itself, the one for production when that is set. */
final class Logging {
    private static final String PRODUCTION = "/log4j2-production.xml";

    private Logging() {}

    static void configure(Settings settings) {
        if (settings.group(AppSettings.class).mode() == AppSettings.Mode.PRODUCTION) {
            URL packed = Objects.requireNonNull(Logging.class.getResource(PRODUCTION), PRODUCTION);
            new LogTargets(
                            settings.group(MailSettings.class),
                            settings.group(LogServerSettings.class),
                            settings.group(TrackerSettings.class))
                    .configure(LoggerContext.getContext(false), packed);
        }
    }
}

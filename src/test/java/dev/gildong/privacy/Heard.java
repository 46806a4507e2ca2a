package dev.gildong.privacy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Every line that the server logs from now on: its own from DEBUG on, of libraries from INFO on. */
final class Heard implements AutoCloseable {
    private static final Map<String, Level> LEVELS =
            Map.of("dev.gildong", Level.DEBUG, "gildong", Level.DEBUG, "", Level.INFO);

    private final LoggerContext context = LoggerContext.getContext(false);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<String, LoggerConfig> former = new TreeMap<>();
    private final AbstractAppender appender = new AbstractAppender("heard", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    };

    Heard() {
        appender.start();
        LEVELS.forEach((name, level) -> {
            LoggerConfig config = new LoggerConfig(name, level, false);
            config.addAppender(appender, null, null);
            if (name.isEmpty()) {
                context.getConfiguration().getRootLogger().addAppender(appender, level, null);
            } else {
                former.put(name, config);
                context.getConfiguration().addLogger(name, config);
            }
        });
        context.updateLoggers();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        former.keySet().forEach(context.getConfiguration()::removeLogger);
        context.getConfiguration().getRootLogger().removeAppender("heard");
        context.updateLoggers();
    }
}

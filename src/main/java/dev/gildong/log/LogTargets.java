package dev.gildong.log;

import dev.gildong.thread.Daemons;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/**
 * Gives a log configuration what the settings say, as values for <code>${gildong.log.mail.host:-}</code> and the like. They are
 * nowhere else: secrets among the system properties would be shown by whatever shows those.
 */
public record LogTargets(MailSettings mail, LogServerSettings server, TrackerSettings tracker) {
    private static final int END_MILLIS = 5000;
    /** Jakarta Mail waits for ever by default, and takes any server's word that it cannot do STARTTLS. */
    private static final Map<String, String> PATIENCE =
            Map.of("connectiontimeout", "5000", "timeout", "10000", "writetimeout", "10000");

    /**
     * Replaces the configuration of a context.
     *
     * @param file Log4j's XML
     */
    public void configure(LoggerContext context, URL file) {
        Map<String, String> patience = patience();
        Properties system = System.getProperties();
        patience.keySet().removeIf(system::containsKey); // who starts the JVM knows better
        try (InputStream in = file.openStream()) {
            Configuration configuration = new XmlConfiguration(context, new ConfigurationSource(in, file));
            configuration.getProperties().putAll(values());
            // Log4j's mail appender takes them from the system properties alone, when it is made.
            system.putAll(patience);
            context.reconfigure(configuration);
        } catch (IOException e) {
            throw new IllegalStateException("the log configuration cannot be read", e);
        } finally {
            patience.keySet().forEach(system::remove);
        }
    }

    /**
     * Ends logging, and returns in five seconds at most: Log4j would wait for ever for a log server that does not read.
     *
     * @param stop Log4j's own
     */
    public static void end(Runnable stop) {
        Thread stopping = new Daemons("log-end-").newThread(stop);
        stopping.start();
        try {
            stopping.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, String> patience() {
        Map<String, String> patience = new HashMap<>();
        if (!mail.host().isEmpty()) {
            String prefix = "mail." + protocol() + ".";
            PATIENCE.forEach((name, value) -> patience.put(prefix + name, value));
            patience.put(prefix + "ssl.checkserveridentity", "true");
            if (mail.security() == MailSettings.Security.STARTTLS) {
                patience.put(prefix + "starttls.enable", "true");
                patience.put(prefix + "starttls.required", "true");
            }
        }
        return patience;
    }

    private String protocol() {
        return mail.security() == MailSettings.Security.TLS ? "smtps" : "smtp";
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("mail.host", mail.host());
        values.put("mail.port", Integer.toString(mail.port()));
        values.put("mail.protocol", protocol());
        values.put("mail.user", mail.host().isEmpty() ? "" : mail.user());
        values.put("mail.anonymous", mail.host().isEmpty() || !mail.user().isEmpty() ? "" : "true");
        values.put("mail.password", mail.password());
        values.put("mail.from", mail.from());
        values.put("mail.to", mail.to());
        values.put("server.host", server.host());
        values.put("server.port", Integer.toString(server.port()));
        values.put("server.tls", server.tls() ? "true" : "");
        values.put("tracker.list", tracker.list());
        values.put("tracker.url", tracker.url());
        values.put("tracker.key", tracker.key());
        values.put("tracker.token", tracker.token());
        Map<String, String> named = new HashMap<>();
        values.forEach((name, value) -> named.put("gildong.log." + name, value));
        return named;
    }
}

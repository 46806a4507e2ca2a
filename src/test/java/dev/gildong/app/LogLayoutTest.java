package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLayoutTest {
    private static final String HOSTILE = "name\r\n12:00:00 ERROR forged\u001B[2J\u0007\u009B31m\u202Eevil\u2028x\0";

    @ParameterizedTest
    @ValueSource(strings = {"log4j2.xml", "log4j2-production.xml"})
    void hostileTextShouldStayOnItsLineAndNeverReachATerminal(String file) {
        String line = rendered(file, HOSTILE, null);

        assertThat(line.stripTrailing()).doesNotContain("\n", "\r", "\u001B", "\u0007", "\u009B", "\0");
        assertThat(line).endsWith("\n").contains("forged").contains("k1d0requestid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log4j2.xml", "log4j2-production.xml"})
    void stackShouldBeLoggedWithoutControlCharacters(String file) {
        String text = rendered(file, "failed", new IllegalStateException("bad \u001B[2J input"));

        assertThat(text)
                .contains("IllegalStateException")
                .contains("LogLayoutTest")
                .doesNotContain("\u001B");
    }

    @ParameterizedTest
    @ValueSource(strings = "log4j2-production.xml")
    void productionShouldWriteOneJsonObjectALine(String file) {
        String text = rendered(file, HOSTILE, new IllegalStateException("two\nlines"));

        assertThat(text.strip()).startsWith("{").endsWith("}").doesNotContain("\n");
    }

    private static String rendered(String file, String message, Throwable thrown) {
        // A context of its own: the one of this class loader belongs to the servers under test.
        try (LoggerContext context =
                new LoggerContext("layout", null, Path.of("webapp-config", file).toUri())) {
            context.start();
            SortedArrayStringMap data = new SortedArrayStringMap();
            data.putValue("requestId", "k1d0requestid");
            byte[] bytes = context.getConfiguration()
                    .getAppender("console")
                    .getLayout()
                    .toByteArray(Log4jLogEvent.newBuilder()
                            .setLoggerName("dev.gildong.Test")
                            .setLevel(Level.WARN)
                            .setMessage(new SimpleMessage(message))
                            .setContextData(data)
                            .setThrown(thrown)
                            .build());
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

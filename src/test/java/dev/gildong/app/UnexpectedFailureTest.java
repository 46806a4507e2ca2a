package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class UnexpectedFailureTest {

    @Test
    void defectShouldAnswerTheRequestIdAloneAndBeLoggedOnceWithItsStack() {
        try (TestServer server = TestServer.start(TestDatabase.H2, Map.of())) {
            SignedIn ann = server.client().signUp("Ann");
            server.admin().put("/v1/leaderboards/x", "{}");
            server.sql("DROP TABLE score");
            Recorder recorder = new Recorder();
            Answer answer;
            try (recorder) {
                answer = ann.client().post("/v1/leaderboards/x/scores", "{\"score\":1}");
            }

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body())
                    .isEqualTo("{\"type\":\"urn:gildong:problem:internal-error\",\"title\":\"Internal error\","
                            + "\"status\":500,\"instance\":\"" + answer.header("X-Request-Id") + "\"}");
            assertThat(recorder.events).hasSize(1);
            LogEvent logged = recorder.events.get(0);
            assertThat(logged.getLevel()).isEqualTo(Level.ERROR);
            assertThat(logged.getContextData().toMap()).containsEntry("requestId", answer.header("X-Request-Id"));
            assertThat(logged.getThrown()).hasStackTraceContaining("Table \"score\" not found");
        }
    }

    private static final class Recorder extends AbstractAppender implements AutoCloseable {
        final List<LogEvent> events = new CopyOnWriteArrayList<>();
        private final LoggerContext context = LoggerContext.getContext(false);

        Recorder() {
            super("recorder", null, null, true, Property.EMPTY_ARRAY);
            start();
            context.getConfiguration().getRootLogger().addAppender(this, Level.WARN, null);
        }

        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }

        @Override
        public void close() {
            context.getConfiguration().getRootLogger().removeAppender("recorder");
        }
    }
}

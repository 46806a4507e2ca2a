package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final Said said = new Said();
    private final Logger logger = (Logger) LogManager.getLogger(Alarms.class);
    private final Level level = logger.getLevel();
    private boolean reachable = true;
    private boolean heard = true;
    private long now = Long.MAX_VALUE - 7;
    private final Alarms alarms = new Alarms(() -> reachable, () -> heard, () -> now);

    @BeforeEach
    void listen() {
        said.start();
        Configurator.setLevel(logger, Level.INFO);
        logger.addAppender(said);
    }

    @AfterEach
    void close() {
        logger.removeAppender(said);
        Configurator.setLevel(logger, level);
        alarms.close();
    }

    private void look(Duration later) {
        now += later.toNanos();
        alarms.look();
    }

    @Test
    void whatLastsShouldBeFatalOnceAndItsEndBeTold() {
        reachable = false;
        look(Duration.ofSeconds(119));
        assertThat(said.lines).isEmpty();
        look(Duration.ofSeconds(1));
        look(Duration.ofHours(1));
        assertThat(said.lines).containsExactly("FATAL the database does not answer, for 2 minutes now");
        reachable = true;
        look(Duration.ofSeconds(1));
        look(Duration.ofSeconds(1));
        assertThat(said.lines).hasSize(2).last().isEqualTo("WARN no longer: the database does not answer");
        reachable = false;
        look(Duration.ofMinutes(2));
        assertThat(said.lines).hasSize(3);
    }

    @Test
    void changesThatAreNotHeardShouldHaveFiveMinutes() {
        heard = false;
        look(Duration.ofSeconds(299));
        assertThat(said.lines).isEmpty();
        look(Duration.ofSeconds(1));
        assertThat(said.lines).containsExactly("FATAL changes of other nodes cannot be heard, for 5 minutes now");
    }

    @Test
    void whatComesAndGoesShouldWakeNobody() {
        for (int i = 0; i < 100; i++) {
            reachable = i % 3 != 0;
            look(Duration.ofMinutes(1));
        }

        assertThat(said.lines).isEmpty();
    }

    private static final class Said extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Said() {
            super("said", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    }
}

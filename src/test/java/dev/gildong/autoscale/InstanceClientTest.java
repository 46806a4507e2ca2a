package dev.gildong.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceClientTest {
    private static final String SERIES = "gildong_cpu_mean{window=\"5m\"}";
    private final InstanceClient client = new InstanceClient(SERIES, StandIn.KEY);
    private StandIn instance;

    @BeforeEach
    void start() throws IOException {
        instance = new StandIn(0);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void readingShouldBeThatOfTheWindow() {
        instance.busy(0.375);

        assertThat(client.read(instance.port()))
                .isEqualTo(new Reading(instance.port(), OptionalDouble.of(0.375), Duration.ofSeconds(86_400)));
    }

    @Test
    void meanShouldNotExceedAll() {
        instance.busy(1.0001);

        assertThat(client.read(instance.port()).mean()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1", "+Inf", "many", ""})
    void whatIsNoPartShouldBeMissing(String value) {
        instance.metrics = SERIES + " " + value + "\nprocess_uptime_seconds 86400\n";

        assertThat(client.read(instance.port()))
                .isEqualTo(Reading.missing(instance.port(), "/metrics has no number for " + SERIES));
    }

    @Test
    void instanceThatDoesNotSayItShouldBeMissing() {
        instance.metrics = "gildong_cpu_mean{window=\"1m\"} 0.5\nprocess_uptime_seconds 86400\n";
        assertThat(client.read(instance.port()).mean()).isEmpty();
        instance.busy(0.5);
        assertThat(new InstanceClient(SERIES, "gk_another").read(instance.port()))
                .isEqualTo(Reading.missing(instance.port(), "/metrics answers 401"));
        int port = instance.port();
        instance.close();
        assertThat(client.read(port)).isEqualTo(Reading.missing(port, "Connection refused"));
        assertThat(client.ready(port)).isFalse();
    }

    @Test
    void readyShouldMeanReady() {
        assertThat(client.ready(instance.port())).isTrue();
        instance.ready = false;
        assertThat(client.ready(instance.port())).isFalse();
    }
}

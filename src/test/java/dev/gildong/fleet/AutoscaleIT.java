package dev.gildong.fleet;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * From one real instance to two and back under a load, and no request fails. How fast the machine is does not matter:
 * the thresholds make any load a high one first, and then a low one. {@code src/test/fleet/autoscale} shows real ones.
 */
class AutoscaleIT {
    private static final int RATE = 50;
    private static final Duration PATIENCE = ofSeconds(180);
    private static final List<String> AT_ONCE =
            List.of("--max=2", "--settle=PT0S", "--cooldown-out=PT0S", "--cooldown-in=PT0S", "--interval=PT1S");

    @Test
    void instanceShouldComeAndGoWhileNothingFails() throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target"), "autoscale");
        try (Fleet fleet = Fleet.up(directory, 1, "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")) {
            int first = fleet.port() + 1;
            int second = fleet.port() + 2;
            fleet.layOut(second);
            Traffic traffic = Traffic.on(fleet);
            long before = traffic.arrived();
            try (SteadyLoad load = SteadyLoad.begin(fleet.port(), RATE, traffic.requests())) {
                try (Autoscaler busy = start(fleet, "--low=0", "--high=0.000001")) {
                    await(busy, "takes requests");
                    Awaitility.await("the second one has answered").until(() -> answered(fleet, second) > RATE);
                }
                assertThat(fleet.inService()).as("without the autoscaler").isEqualTo(Set.of(first, second));
                try (Autoscaler idle = start(fleet, "--low=0.999999", "--high=1")) {
                    await(idle, "is stopped and removed");
                }
                assertThat(fleet.inService()).isEqualTo(Set.of(first));
                SteadyLoad.Report report = load.end();
                assertThat(report.failures()).isEmpty();
                assertThat(traffic.arrived() - before)
                        .as("submits that arrived, each of them once")
                        .isEqualTo(Traffic.submits(report.sent()));
            }
        }
    }

    private static Autoscaler start(Fleet fleet, String... thresholds) throws Exception {
        List<String> options = new ArrayList<>(AT_ONCE);
        options.addAll(List.of(thresholds));
        return Autoscaler.start(fleet, fleet.socket().resolveSibling("autoscale.log"), options);
    }

    private static void await(Autoscaler autoscaler, String line) throws Exception {
        try {
            Awaitility.await(line)
                    .atMost(PATIENCE)
                    .pollInterval(ofMillis(200))
                    .until(() -> autoscaler.said().contains(line));
        } catch (RuntimeException e) {
            throw new AssertionError("the autoscaler says:\n" + autoscaler.said(), e);
        }
    }

    private static long answered(Fleet fleet, int node) throws Exception {
        return Long.parseLong(fleet.statistic("gildong", "node" + node, "hrsp_2xx"));
    }
}

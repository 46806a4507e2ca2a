package dev.gildong.fleet;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three instances behind the balancer under a steady load: no request fails while they are restarted and deployed to one
 * by one, and when one is killed, only what it was working on does. {@code src/test/fleet/prove} runs it in full.
 */
class FleetIT {
    private static final Path WAR = Path.of("target/gildong.war");
    private static final int NODES = 3;
    private static final int RATE = 200;
    private static final int RESTARTS = Integer.getInteger("gildong.test.fleet.restarts", 1);
    private static final int DEPLOYMENTS = Integer.getInteger("gildong.test.fleet.deployments", 1);
    private static final int REQUESTS = Integer.getInteger("gildong.test.fleet.requests", 1);
    /** Starts cost half as much with these as with those that suit production. */
    private static final String JAVA_OPTIONS =
            System.getProperty("gildong.test.fleet.java-options", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    private static Fleet fleet;
    private static Traffic traffic;

    private SteadyLoad load;
    private long before;

    @BeforeAll
    static void start() throws Exception {
        fleet = Fleet.up(Files.createTempDirectory(Path.of("target"), "fleet"), NODES, JAVA_OPTIONS);
        traffic = Traffic.on(fleet);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void beginLoad() throws IOException {
        before = traffic.arrived();
        load = SteadyLoad.begin(fleet.port(), RATE, traffic.requests());
    }

    @AfterEach
    void endLoad() {
        load.close();
    }

    @Test
    void rollingRestartsShouldFailNothing() throws Exception {
        long first = fleet.process(fleet.port() + 1).pid();

        for (int i = 0; i < RESTARTS; i++) {
            fleet.run("restart");
        }

        assertThat(fleet.process(fleet.port() + 1).pid()).isNotEqualTo(first);
        assertNothingFailed(RESTARTS + " rolling restarts");
    }

    @Test
    void rollingDeploymentsShouldFailNothing() throws Exception {
        FileTime old =
                Files.getLastModifiedTime(fleet.instance(fleet.port() + NODES).resolve("gildong.war"));

        for (int i = 0; i < DEPLOYMENTS; i++) {
            fleet.run("deploy", WAR.toString());
        }

        assertThat(Files.getLastModifiedTime(
                        fleet.instance(fleet.port() + NODES).resolve("gildong.war")))
                .isGreaterThan(old);
        assertNothingFailed(DEPLOYMENTS + " rolling deployments");
    }

    @Test
    void warThatDoesNotStartShouldBeTakenBackWhileNothingFails() throws Exception {
        Path broken = Files.writeString(fleet.instance(fleet.port()).resolveSibling("broken.war"), "not a WAR");

        String said = fleet.expect(1, "deploy", broken.toString());

        assertThat(said).contains("the old WAR is put back");
        assertThat(fleet.instance(fleet.port() + 1).resolve("gildong.war")).hasSameBinaryContentAs(WAR);
        assertThat(fleet.run("status")).doesNotContain("not ready", "stopped", "MAINT", "DRAIN");
        assertNothingFailed("a deployment that was taken back");
    }

    /** Stopped for a moment before it is killed, so that there are requests that it was working on. */
    @Test
    void killedNodeShouldFailWhatItWasWorkingOnAlone() throws Exception {
        int node = fleet.port() + 2;
        ProcessHandle process = fleet.process(node);
        Awaitility.await().until(() -> load.sent() > RATE);

        signal("-STOP", process);
        try {
            Awaitility.await("the node holds requests").until(() -> inFlight(node) > 0);
        } finally {
            signal("-KILL", process);
        }
        process.onExit().get(10, TimeUnit.SECONDS);
        long gone = System.nanoTime();

        Awaitility.await("the balancer sees that it is gone")
                .pollInterval(ofMillis(50))
                .until(() -> fleet.statistic("gildong", "node" + node, "status").equals("DOWN"));
        Awaitility.await("the node is back")
                .atMost(ofSeconds(60))
                .pollInterval(ofMillis(100))
                .until(() -> fleet.statistic("gildong", "node" + node, "status").equals("UP"));
        double back = (System.nanoTime() - gone) / 1e9;
        SteadyLoad.Report report = report("kill -9, back after " + back + " s", load);

        assertThat(back).as("seconds until it is back").isLessThan(15);
        assertThat(report.failures()).as("what it was working on").isNotEmpty();
        assertThat(report.failures()).allMatch(failure -> failure.sent() < gone);
        long submits = Traffic.submits(report.sent());
        long failed = report.failures().stream()
                .filter(failure -> failure.request() % Traffic.SUBMIT_EVERY == 0)
                .count();
        assertThat(traffic.arrived() - before)
                .as("submits that arrived, each of them once")
                .isBetween(submits - failed, submits);
    }

    private static int inFlight(int node) throws IOException {
        return Integer.parseInt(fleet.statistic("gildong", "node" + node, "scur"));
    }

    private static void signal(String signal, ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void assertNothingFailed(String during) throws Exception {
        Awaitility.await().atMost(ofSeconds(3600)).until(() -> load.sent() >= REQUESTS);
        SteadyLoad.Report report = report(during, load);

        assertThat(report.failures()).isEmpty();
        assertThat(report.sent()).as("requests").isGreaterThan((long) (RATE * report.seconds() * 0.8));
        assertThat(traffic.arrived() - before)
                .as("submits that arrived, each of them once")
                .isEqualTo(Traffic.submits(report.sent()));
    }

    private static SteadyLoad.Report report(String during, SteadyLoad load) throws InterruptedException {
        SteadyLoad.Report report = load.end();
        System.out.printf(
                Locale.ROOT,
                "fleet: %s: %d of %d requests failed in %.0f s; answered within %d ms (half), %d ms (99 %%), %d ms (all)%n",
                during,
                report.failures().size(),
                report.sent(),
                report.seconds(),
                report.p50Millis(),
                report.p99Millis(),
                report.maxMillis());
        List<SteadyLoad.Failure> failures = report.failures();
        failures.subList(0, Math.min(5, failures.size())).forEach(failure -> System.out.println("  " + failure));
        return report;
    }
}

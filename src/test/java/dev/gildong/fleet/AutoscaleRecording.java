package dev.gildong.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A fleet that follows its load from one instance to three and back while no request fails, with a line of CSV for each
 * second. Not a part of the build: {@code src/test/fleet/autoscale} runs it and draws the plot.
 */
class AutoscaleRecording {
    private static final Path DIRECTORY = Path.of(System.getProperty("gildong.test.autoscale.directory"));
    private static final Path CSV = Path.of("target/autoscale-run.csv");
    private static final Path LOG = Path.of("target/autoscale-run.log");
    private static final String MEAN = "\ngildong_cpu_mean{window=\"1m\"} ";
    /** Each one {@code requests a second:seconds}. */
    private static final String[] PHASES =
            System.getProperty("gildong.test.autoscale.phases").split(" ", -1);

    private final List<Long> latencies = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private int second;
    private long failed;

    @Test
    void fleetShouldFollowItsLoadWhileNothingFails() throws Exception {
        // One processor each, so that what an instance can carry is soon reached.
        String javaOptions = "-Xmx300m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ActiveProcessorCount=1";
        Files.deleteIfExists(LOG);
        List<String> options =
                List.of(System.getProperty("gildong.test.autoscale.options").split(" ", -1));
        try (Fleet fleet = Fleet.up(DIRECTORY, 1, javaOptions)) {
            fleet.layOut(fleet.port() + 2);
            fleet.layOut(fleet.port() + 3);
            Traffic traffic = Traffic.on(fleet);
            try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(CSV));
                    Autoscaler autoscaler = Autoscaler.start(fleet, LOG, options)) {
                csv.println("second,rate,answered,failed,p50_millis,p99_millis,instances,mean_cpu");
                for (String phase : PHASES) {
                    String[] parts = phase.split(":", 2);
                    phase(fleet, traffic, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), csv);
                }
                System.out.print(autoscaler.said());
            }
        }
        Collections.sort(latencies);
        System.out.printf(
                "recording: %d requests, %d failed; answered within %d ms (half), %d ms (99 %%), %d ms (all)%n",
                latencies.size(), failed, part(latencies, 0.5), part(latencies, 0.99), part(latencies, 1));
        assertThat(failed).isZero();
        assertThat(counts).startsWith(1).contains(3).endsWith(1);
    }

    private void phase(Fleet fleet, Traffic traffic, int rate, int seconds, PrintWriter csv) throws Exception {
        long before = traffic.arrived();
        SteadyLoad load = SteadyLoad.begin(fleet.port(), rate, traffic.requests());
        long begin = System.nanoTime();
        long sent = latencies.size();
        for (int i = 1; i <= seconds; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(i);
            LockSupport.parkNanos(due - System.nanoTime());
            csv.println(line(fleet, rate, load));
            csv.flush();
        }
        List<SteadyLoad.Failure> failures = load.end().failures();
        latencies.addAll(load.answered());
        failures.stream().limit(5).forEach(failure -> System.out.println("  " + failure));
        failed += failures.size();
        sent = latencies.size() - sent;
        assertThat(traffic.arrived() - before)
                .as("submits that arrived, each of them once")
                .isBetween(Traffic.submits(sent) - failures.size(), Traffic.submits(sent));
    }

    private String line(Fleet fleet, int rate, SteadyLoad load) throws IOException {
        List<Long> answered = load.answered();
        latencies.addAll(answered);
        Collections.sort(answered);
        List<Integer> inService = List.copyOf(fleet.inService());
        counts.add(inService.size());
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%d,%d,%d,%.3f",
                second++,
                rate,
                answered.size(),
                failed + load.failed(),
                part(answered, 0.5),
                part(answered, 0.99),
                inService.size(),
                inService.stream()
                        .map(node -> mean(fleet, node))
                        .flatMapToDouble(OptionalDouble::stream)
                        .average()
                        .orElse(Double.NaN));
    }

    private static long part(List<Long> sortedNanos, double part) {
        int index = (int) (sortedNanos.size() * part);
        return sortedNanos.isEmpty() ? 0 : sortedNanos.get(Math.min(sortedNanos.size() - 1, index)) / 1_000_000;
    }

    /** What an instance says of itself, if it still answers. */
    private static OptionalDouble mean(Fleet fleet, int node) {
        try (KeptConnection connection = new KeptConnection(node)) {
            String metrics = connection
                    .exchange(Traffic.request(
                            "GET", "/metrics", Traffic.bearer(fleet.adminKey()) + "Connection: close\r\n", ""))
                    .body();
            int at = metrics.indexOf(MEAN);
            return at < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(metrics.substring(at + MEAN.length())
                            .lines()
                            .findFirst()
                            .orElseThrow()));
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}

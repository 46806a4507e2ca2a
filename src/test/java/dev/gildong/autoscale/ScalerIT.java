package dev.gildong.autoscale;

import static dev.gildong.autoscale.Decision.Action.IN;
import static dev.gildong.autoscale.Decision.Action.OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.autoscale.HaproxyRuntime.Server;
import dev.gildong.autoscale.Policy.Waits;
import dev.gildong.autoscale.Scaler.Plan;
import dev.gildong.autoscale.Steps.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Round by round, with a real HAProxy and small servers as instances. */
class ScalerIT {
    private static final Duration COOL = Duration.ofMinutes(5);
    private static final Policy POLICY = new Policy(1, 3, 0.5, 0.2, new Waits(COOL, COOL, COOL));

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Fleet fleet = new Fleet();
    private Duration passed = Duration.ZERO;
    private Haproxy haproxy;
    private Site site;
    private Claim claim;
    private Scaler scaler;
    private int first;

    @BeforeEach
    void start() throws IOException {
        haproxy = Haproxy.start(Ports.free());
        first = Ports.row();
        site = new Site(
                new HaproxyRuntime(haproxy.socket(), "gildong", "check inter 1s"),
                fleet,
                new InstanceClient("gildong_cpu_mean{window=\"5m\"}", StandIn.KEY));
        claim = Claim.on(directory.resolve("state"));
        scaler = scaler(true);
    }

    @AfterEach
    void stop() throws IOException {
        claim.close();
        haproxy.close();
        fleet.running.values().forEach(StandIn::close);
    }

    @Test
    void loadShouldBringThemAndTakeThemAgain() throws IOException {
        scaler.round();
        assertThat(inService()).containsExactly(first);
        fleet.busy(0.9);
        scaler.round();
        assertThat(inService()).as("cools down").containsExactly(first);
        pass(COOL);
        scaler.round();
        assertThat(inService()).containsExactly(first, first + 1);
        fleet.busy(0.9);
        pass(COOL);
        scaler.round();
        pass(COOL);
        scaler.round();
        assertThat(inService()).as("not more than three").containsExactly(first, first + 1, first + 2);
        fleet.busy(0.1);
        scaler.round();
        assertThat(inService()).containsExactly(first, first + 1);
        pass(COOL);
        scaler.round();
        pass(COOL);
        scaler.round();
        assertThat(inService()).as(lines()).containsExactly(first);
        assertThat(fleet.running.keySet()).containsExactly(first);
        assertThat(lines()).contains("scales out, node" + (first + 1) + ": mean 0.900, 1 of 1 read");
    }

    @Test
    void instanceThatDoesNotGetReadyShouldBeStoppedAndTriedAgainLater() throws IOException {
        fleet.ready = false;
        scaler.round();
        assertThat(fleet.running).isEmpty();
        assertThat(lines()).contains("node" + first + " was not ready within 1 s", "see the log of");
        fleet.ready = true;
        scaler.round();
        assertThat(inService()).as("waits").isEmpty();
        pass(Duration.ofSeconds(20));
        scaler.round();
        assertThat(inService()).containsExactly(first);
    }

    @Test
    void whatACrashLeftBeginningShouldBeEnded() throws IOException {
        claim.begin(OUT, first);
        fleet.start(first);
        scaler.round();
        assertThat(inService()).containsExactly(first);
        assertThat(claim.begun()).isEmpty();
    }

    @Test
    void whatACrashLeftGoingShouldBeGone() throws IOException {
        scaler.round();
        fleet.start(first + 1);
        site.haproxy().add(first + 1);
        claim.begin(IN, first + 1);
        site.haproxy().maintain(first + 1);
        fleet.stop(first + 1);
        scaler.round();
        assertThat(site.haproxy().servers()).containsExactly(new Server(first, true, true));
        assertThat(claim.begun()).isEmpty();
    }

    @Test
    void instanceThatHasEndedShouldBeForgottenAndReplaced() throws IOException {
        scaler.round();
        fleet.stop(first);
        scaler.round();
        assertThat(inService()).as("somebody may be restarting it").containsExactly(first);
        scaler.round();
        assertThat(inService()).isEmpty();
        scaler.round();
        assertThat(inService()).containsExactly(first);
    }

    @Test
    void instancesShouldBeFoundAgainAfterARestartOfHaproxy() throws IOException {
        scaler.round();
        site.haproxy().maintain(first);
        site.haproxy().remove(first);
        scaler.round();
        assertThat(inService()).as("somebody may be starting it").isEmpty();
        scaler.round();
        assertThat(inService()).containsExactly(first);
        assertThat(fleet.running.keySet()).containsExactly(first);
    }

    @Test
    void whoeverWasDrainedByHandShouldBeLeftAlone() throws IOException {
        scaler.round();
        fleet.start(first + 1);
        site.haproxy().add(first + 1);
        site.haproxy().drain(first + 1);
        fleet.busy(0.1);
        pass(COOL);
        scaler.round();
        scaler.round();
        assertThat(inService()).containsExactly(first);
        assertThat(site.haproxy().servers()).hasSize(2);
        assertThat(fleet.running).hasSize(2);
    }

    @Test
    void runningRequestShouldEndBeforeItsInstanceDoes() throws Exception {
        scaler.round();
        CountDownLatch held = new CountDownLatch(1);
        fleet.running.get(first).held = held;
        CompletableFuture<HttpResponse<String>> request = play();
        Awaitility.await().until(() -> site.haproxy().requests(first) == 1);
        Steps steps = steps(System::nanoTime);
        CompletableFuture<Void> going = CompletableFuture.runAsync(() -> {
            try {
                steps.in(first);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Awaitility.await().until(() -> inService().isEmpty());

        held.countDown();

        assertThat(request.join().body()).isEqualTo("played");
        going.join();
        assertThat(fleet.running).isEmpty();
        assertThat(site.haproxy().servers()).isEmpty();
    }

    @Test
    void dryRunShouldChangeNothing() throws IOException {
        scaler(false).round();
        assertThat(fleet.running).isEmpty();
        assertThat(claim.begun()).isEmpty();
        assertThat(lines()).contains("would do: scales out, node" + first);
    }

    @Test
    void haproxyThatIsGoneShouldBeToldAndNotBeTheEnd() {
        haproxy.close();
        scaler.round();
        assertThat(lines()).contains("fails: ");
        assertThat(fleet.running).isEmpty();
    }

    @Test
    void secondAutoscalerShouldBeRefused() {
        assertThatThrownBy(() -> Claim.on(directory.resolve("state"))).hasMessageContaining("another autoscaler holds");
    }

    private Scaler scaler(boolean real) {
        LongSupplier nanos = () -> System.nanoTime() + passed.toNanos();
        Steps steps = steps(nanos);
        return new Scaler(
                site,
                new Plan(POLICY, first, Duration.ofSeconds(10), real ? Optional.of(steps) : Optional.empty()),
                new Journal(Clock.systemUTC(), new PrintStream(lines, true, StandardCharsets.UTF_8)),
                nanos);
    }

    private Steps steps(LongSupplier nanos) {
        return new Steps(site, claim, new Patience(Duration.ofSeconds(1), Duration.ofSeconds(5)), nanos);
    }

    private CompletableFuture<HttpResponse<String>> play() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + haproxy.port() + "/play"))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
    }

    private void pass(Duration time) {
        passed = passed.plus(time);
    }

    private Set<Integer> inService() throws IOException {
        return site.haproxy().servers().stream()
                .filter(Server::enabled)
                .map(Server::port)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String lines() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    /** Starts and stops small servers. */
    private static final class Fleet implements InstanceProvider {
        private final Map<Integer, StandIn> running = new TreeMap<>();
        private boolean ready = true;
        private double mean;

        @Override
        public Set<Integer> running(Collection<Integer> ports) {
            Set<Integer> found = new TreeSet<>(running.keySet());
            found.retainAll(ports);
            return found;
        }

        @Override
        public void start(int port) throws IOException {
            StandIn instance = new StandIn(port);
            instance.ready = ready;
            instance.busy(mean);
            running.put(port, instance);
        }

        @Override
        public void stop(int port) {
            StandIn instance = running.remove(port);
            if (instance != null) {
                instance.close();
            }
        }

        @Override
        public String log(int port) {
            return "the log of " + port;
        }

        void busy(double of) {
            mean = of;
            running.values().forEach(instance -> instance.busy(of));
        }
    }
}

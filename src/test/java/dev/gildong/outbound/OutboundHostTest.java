package dev.gildong.outbound;

import static dev.gildong.outbound.OtherServer.answer;
import static dev.gildong.outbound.Outside.assertFails;
import static dev.gildong.outbound.Outside.assertFailure;
import static dev.gildong.outbound.Outside.get;
import static dev.gildong.outbound.Outside.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.outbound.OutboundException.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the calls to one host share: turns, places, and being left alone. */
@Timeout(60) // a call that never ends must not stop the build
class OutboundHostTest {
    @AutoClose
    private final Outside outside = new Outside();

    @Test
    void hostThatFailsShouldBeLeftAloneUntilItRecovers() throws Exception {
        AtomicBoolean healthy = new AtomicBoolean();
        OtherServer server = outside.server(exchange -> answer(exchange, healthy.get() ? 200 : 500, ""));
        OtherServer another = outside.server(exchange -> answer(exchange, 200, ""));
        OutboundClient client = outside.client("suspend-time=PT1S");
        for (int i = 0; i < 10; i++) {
            assertThat(client.send(get(server)).status()).isEqualTo(500);
        }

        assertFails(Kind.SUSPENDED, client, get(server));
        assertThat(server.requests()).isEqualTo(10);
        assertThat(client.send(get(another)).status()).isEqualTo(200);

        healthy.set(true);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        client.sendAll(List.of(get(server))).get(0).response().isPresent());
        assertThat(server.requests()).isEqualTo(11);
        assertThat(client.send(get(server)).status()).isEqualTo(200);
    }

    @Test
    void whatWeRefuseShouldNotCountAgainstTheHost() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "x".repeat(2000)));
        OutboundClient client = outside.client("max-response-bytes=1024");
        for (int i = 0; i < 30; i++) {
            assertFails(Kind.TOO_LARGE, client, get(server));
        }
    }

    @Test
    void callBeyondThoseThatMayRunAndWaitShouldBeRefusedAtOnce() throws Exception {
        OtherServer server = outside.server(exchange -> {
            outside.waitForTheEnd();
            answer(exchange, 200, "");
        });
        OutboundClient client = outside.client("max-calls-per-host=1", "max-waiting-per-host=1", "total-timeout=PT1M");
        CompletableFuture<List<OutboundResult>> three =
                CompletableFuture.supplyAsync(() -> client.sendAll(List.of(get(server), get(server), get(server))));
        await().until(() -> server.requests() == 1);

        // One runs and one waits, so of three one is refused, and so is the fourth.
        await().untilAsserted(() -> assertFails(Kind.BUSY, client, get(server).withTimeout(Duration.ofSeconds(1))));
        outside.end.countDown();
        List<OutboundResult> results = three.get(30, TimeUnit.SECONDS);
        assertThat(results.stream().filter(result -> result.response().isPresent()))
                .hasSize(2);
        assertThat(results.stream().flatMap(result -> result.failure().stream()))
                .extracting(OutboundException::kind)
                .containsExactly(Kind.BUSY);
        assertThat(client.send(get(server)).status()).isEqualTo(200);
    }

    @Test
    void waitingForATurnShouldCountAgainstTheWholeTime() throws Exception {
        OtherServer server = outside.server(exchange -> outside.waitForTheEnd());
        OutboundClient client = outside.client("max-calls-per-host=1", "total-timeout=PT0.5S");

        List<OutboundResult> results = client.sendAll(List.of(get(server), get(server)));

        results.forEach(result -> assertFailure(Kind.TIMED_OUT, result));
        assertThat(server.requests()).isLessThanOrEqualTo(1);
    }

    @Test
    void hostsShouldMakeRoomForOthersWhenNobodyUsesThem() throws Exception {
        OtherServer slow = outside.server(exchange -> {
            outside.waitForTheEnd();
            answer(exchange, 200, "");
        });
        OtherServer one = outside.server(exchange -> answer(exchange, 200, ""));
        OtherServer two = outside.server(exchange -> answer(exchange, 200, ""));
        OutboundClient client = outside.client("max-hosts=1");
        assertThat(client.send(get(one)).status()).isEqualTo(200);
        assertThat(client.send(get(two)).status()).isEqualTo(200);
        CompletableFuture<List<OutboundResult>> running =
                CompletableFuture.supplyAsync(() -> client.sendAll(List.of(get(slow))));
        await().until(() -> slow.requests() == 1);

        assertFails(Kind.BUSY, client, get(one));
        outside.end.countDown();
        assertThat(running.get(30, TimeUnit.SECONDS).get(0).response()).isPresent();
        assertThat(client.send(get(one)).status()).isEqualTo(200);
    }

    @Test
    void callWithoutAnyTimeLeftShouldNotBeMadeNorCountAgainstTheHost() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "here"));
        OutboundClient client = outside.client();
        for (int i = 0; i < 20; i++) {
            assertFails(Kind.TIMED_OUT, client, get(server).withTimeout(Duration.ZERO));
        }

        assertThat(server.requests()).isZero();
        assertThat(client.send(get(server)).text()).isEqualTo("here");
    }

    @Test
    void addressThatTakesNoConnectionShouldNotSuspendAHostThatHasAnother() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "here"));
        InetAddress[] both = {InetAddress.getByName("127.0.0.3"), InetAddress.getByName("127.0.0.1")};
        OutboundClient client = outside.client(host -> both, "allowed-networks=127.0.0.0/8");

        assertThat(client.sendAll(Collections.nCopies(20, post(server))))
                .allMatch(result -> result.response().isPresent());
        for (int i = 0; i < 20; i++) {
            assertThat(client.send(post(server)).text()).isEqualTo("here");
        }
    }

    /** Answers that took longer than a minute each. */
    @Test
    void hostThatIsSlowButAnswersShouldNotBeLeftAlone() {
        CircuitBreaker circuit = CircuitBreaker.of("slow", Host.rules(Outside.settings()));
        for (int i = 0; i < 20; i++) {
            circuit.onResult(4, TimeUnit.MINUTES, new OutboundResponse(200, Map.of(), new byte[0], Duration.ZERO));
        }

        assertThat(circuit.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }
}

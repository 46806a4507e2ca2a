package dev.gildong.outbound;

import static dev.gildong.outbound.OtherServer.answer;
import static dev.gildong.outbound.Outside.assertFails;
import static dev.gildong.outbound.Outside.assertFailure;
import static dev.gildong.outbound.Outside.get;
import static dev.gildong.outbound.Outside.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.gildong.outbound.OutboundException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call ends in its time and at its size, whatever the other side does. */
@Timeout(60) // a call that never ends must not stop the build
class OutboundLimitTest {
    @AutoClose
    private final Outside outside = new Outside();

    @Test
    void nameServerThatDoesNotAnswerShouldCostTheWholeTimeAndNoMore() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));
        OutboundClient client = outside.client(
                host -> {
                    outside.waitForTheEnd();
                    throw new UnknownHostException(host);
                },
                "total-timeout=PT0.2S");

        assertFails(Kind.TIMED_OUT, client, get(server));
    }

    @Test
    void serverThatDoesNotAnswerShouldCostTheTimeOfTheRequestAndNoMore() throws Exception {
        OtherServer server = outside.server(exchange -> outside.waitForTheEnd());
        long start = System.nanoTime();

        assertFails(Kind.TIMED_OUT, outside.client(), get(server).withTimeout(Duration.ofMillis(200)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void bodyThatDripsShouldEndWithTheWholeTimeAndTheConnectionWithIt() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        OtherServer server = outside.server(exchange -> drip(exchange, new byte[] {'.'}, cut));

        assertFails(Kind.TIMED_OUT, outside.client("total-timeout=PT0.3S"), get(server));
        assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void bodyThatNeverEndsShouldBeCutWhenItIsTooLarge() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        OtherServer server = outside.server(exchange -> drip(exchange, new byte[8192], cut));

        assertFails(Kind.TOO_LARGE, outside.client("max-response-bytes=100000"), get(server));
        assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Writes until the other side is gone. */
    private void drip(HttpExchange exchange, byte[] part, CountDownLatch cut) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        try {
            while (!outside.end.await(5, TimeUnit.MILLISECONDS)) {
                body.write(part);
                body.flush();
            }
        } catch (IOException e) {
            cut.countDown();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void bodyOfTheLargestSizeShouldComeWhole() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "x".repeat(100_000)));

        assertThat(outside.client("max-response-bytes=100000").send(get(server)).body())
                .hasSize(100_000);
        assertFails(Kind.TOO_LARGE, outside.client("max-response-bytes=99999"), get(server));
    }

    @Test
    void callerThatIsInterruptedShouldGiveUpAndStayInterrupted() throws Exception {
        OtherServer server = outside.server(exchange -> outside.waitForTheEnd());
        OutboundClient client = outside.client("total-timeout=PT1M");
        CompletableFuture<OutboundResult> result = new CompletableFuture<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            OutboundResult only = client.sendAll(List.of(get(server))).get(0);
            interrupted.set(Thread.currentThread().isInterrupted());
            result.complete(only);
        });
        caller.start();
        await().until(() -> server.requests() == 1);
        caller.interrupt();

        assertFailure(Kind.BROKEN, result.get(20, TimeUnit.SECONDS));
        assertThat(interrupted).isTrue();
    }

    @Test
    void timeThatIsOverShouldLeaveNoInterruptBehind() throws Exception {
        OtherServer server = outside.server(exchange -> outside.waitForTheEnd());
        OutboundClient client = outside.client("total-timeout=PT0.2S");

        assertThatThrownBy(() -> client.send(get(server)))
                .isInstanceOf(OutboundException.class)
                .extracting(thrown -> ((OutboundException) thrown).kind())
                .isEqualTo(Kind.TIMED_OUT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** On Java 17 the one that has no time waits for a thread that the others hold for longer. */
    @Test
    void callOfAFanOutThatDoesNotBeginShouldEndInItsTime() throws Exception {
        OtherServer server = outside.server(exchange -> {
            outside.waitForTheEnd();
            answer(exchange, 200, "");
        });
        OutboundClient client = outside.client("total-timeout=PT1M");
        CompletableFuture<List<OutboundResult>> others =
                CompletableFuture.supplyAsync(() -> client.sendAll(Collections.nCopies(64, get(server))));
        await().until(() -> server.requests() == 64);

        assertFails(Kind.TIMED_OUT, client, get(server).withTimeout(Duration.ofMillis(200)));
        assertThat(others).isNotDone();
    }

    @Test
    void closedClientShouldEndTheCallsThatRunAndThoseThatHaveNotBegun() throws Exception {
        OtherServer server = outside.server(exchange -> outside.waitForTheEnd());
        OutboundClient client = outside.client("total-timeout=PT1M");
        CompletableFuture<List<OutboundResult>> calls =
                CompletableFuture.supplyAsync(() -> client.sendAll(Collections.nCopies(70, post(server))));
        await().until(() -> server.requests() == 64);

        client.close();

        assertThat(calls.get(20, TimeUnit.SECONDS))
                .hasSize(70)
                .allSatisfy(result -> assertFailure(Kind.BROKEN, result));
    }

    @Test
    void closedClientShouldEndACallInItsTime() throws Exception {
        OtherServer server = outside.server(exchange -> outside.waitForTheEnd());
        OutboundClient client = outside.client();
        CompletableFuture<OutboundResponse> call = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                call.complete(client.send(post(server).withTimeout(Duration.ofSeconds(1))));
            } catch (OutboundException e) {
                call.completeExceptionally(e);
            }
        });
        caller.start();
        await().until(() -> server.requests() == 1);

        client.close();

        assertThat(call)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(OutboundException.class);
    }
}

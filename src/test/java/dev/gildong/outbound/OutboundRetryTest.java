package dev.gildong.outbound;

import static dev.gildong.outbound.OtherServer.answer;
import static dev.gildong.outbound.Outside.assertFails;
import static dev.gildong.outbound.Outside.get;
import static dev.gildong.outbound.Outside.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, and what only once. */
@Timeout(60) // a call that never ends must not stop the build
class OutboundRetryTest {
    @AutoClose
    private final Outside outside = new Outside();

    @Test
    void nameWithoutAddressShouldBeUnreachable() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));
        AtomicInteger asked = new AtomicInteger();
        OutboundClient client = outside.client(host -> {
            asked.incrementAndGet();
            throw new UnknownHostException(host);
        });

        assertFails(Kind.UNREACHABLE, client, get(server));
        assertThat(asked).hasValue(3);
    }

    @Test
    void postShouldGoToTheNextAddressIfTheFirstTakesNoConnection() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "here"));
        InetAddress[] both = {InetAddress.getByName("127.0.0.3"), InetAddress.getByName("127.0.0.1")};

        assertThat(outside.client(host -> both, "allowed-networks=127.0.0.0/8")
                        .send(post(server))
                        .text())
                .isEqualTo("here");
    }

    @Test
    void hostThatTakesNoConnectionShouldBeUnreachable() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));
        server.close();

        assertFails(Kind.UNREACHABLE, outside.client("max-retries=0"), get(server));
    }

    /** The server reads the request and breaks off: it may have done what it was asked. */
    @Test
    void requestThatMayHaveBeenCarriedOutShouldBeSentAgainOnlyWhereThatIsSafe() throws Exception {
        OtherServer server =
                outside.server(exchange -> exchange.getRequestBody().readAllBytes());
        OutboundClient client = outside.client();

        assertFails(Kind.BROKEN, client, post(server));
        assertThat(server.requests()).isEqualTo(1);
        assertFails(Kind.BROKEN, client, post(server).withHeader("idempotency-key", "\"1\""));
        assertThat(server.requests()).isEqualTo(1 + 3);
        assertFails(Kind.BROKEN, client, post(server).asRepeatable());
        assertThat(server.requests()).isEqualTo(4 + 3);
        assertFails(
                Kind.BROKEN, client, OutboundRequest.of("DELETE", get(server).uri()));
        assertThat(server.requests()).isEqualTo(7 + 3);
    }

    /** Three times by us, and each of them twice by the JDK. */
    @Test
    void getThatIsNotAnsweredAtAllShouldBeSentAgain() throws Exception {
        OtherServer server = outside.server(exchange -> {});

        assertFails(Kind.BROKEN, outside.client(), get(server));
        assertThat(server.requests()).isBetween(3, 6);
    }

    @Test
    void getWhoseAnswerBreaksOffShouldBeSentAgainAndPostNot() throws Exception {
        OtherServer server = outside.server(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        });
        OutboundClient client = outside.client();

        assertFails(Kind.BROKEN, client, get(server));
        assertThat(server.requests()).isEqualTo(3);
        assertFails(Kind.BROKEN, client, post(server));
        assertThat(server.requests()).isEqualTo(3 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void getShouldBeSentAgainWhenTheServerIsBusyAndPostNot(int status) throws Exception {
        AtomicInteger count = new AtomicInteger();
        OtherServer server =
                outside.server(exchange -> answer(exchange, count.incrementAndGet() % 3 == 0 ? 200 : status, "answer"));
        OutboundClient client = outside.client();

        assertThat(client.send(get(server)).status()).isEqualTo(200);
        assertThat(server.requests()).isEqualTo(3);
        assertThat(client.send(post(server)).status()).isEqualTo(status);
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void internalErrorShouldBeAnAnswerAndNotSentAgain() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 500, "broken"));

        assertThat(outside.client().send(get(server)).text()).isEqualTo("broken");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void retryShouldWaitAsLongAsTheServerAsksAndNotBeyondTheWholeTime() throws Exception {
        AtomicReference<String> after = new AtomicReference<>("1");
        OtherServer server = outside.server(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", after.get());
            answer(exchange, 503, "later");
        });

        OutboundResponse twice = outside.client("max-retries=1").send(get(server));
        assertThat(twice.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.requests()).isEqualTo(2);
        for (String beyond : List.of("3600", "Tue, 31 Dec 2199 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 GMT")) {
            after.set(beyond);
            int before = server.requests();
            assertThat(outside.client().send(get(server)).text()).isEqualTo("later");
            assertThat(server.requests()).isEqualTo(before + 1);
        }
    }

    @Test
    void lookUpThatEndsWithAnErrorShouldNotBeTheLast() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "here"));
        AtomicInteger asked = new AtomicInteger();
        OutboundClient client = outside.client(
                host -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("only said");
                    }
                    return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                },
                "total-timeout=PT5S");

        assertThat(client.send(get(server)).text()).isEqualTo("here");
    }
}

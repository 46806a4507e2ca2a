package dev.gildong.outbound;

import static dev.gildong.outbound.OtherServer.answer;
import static dev.gildong.outbound.Outside.assertFails;
import static dev.gildong.outbound.Outside.assertFailure;
import static dev.gildong.outbound.Outside.get;
import static dev.gildong.outbound.Outside.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.outbound.OutboundException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what comes back, and what is never sent. */
@Timeout(60) // a call that never ends must not stop the build
class OutboundClientTest {
    @AutoClose
    private final Outside outside = new Outside();

    @Test
    void answerShouldComeWholeAndTheServerSeeTheOriginalHost() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        OtherServer server = outside.server(exchange -> {
            seen.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("Host") + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("X-Answer", "yes");
            answer(exchange, 404, "not here");
        });

        OutboundResponse response = outside.client().send(post(server).withHeader("x-key", "value"));

        assertThat(seen).hasValue("POST /a/b?c=%20d [" + Outside.HOST + ":" + server.port() + "] value Honggildong");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.text()).isEqualTo("not here");
        assertThat(response.header("x-answer")).contains("yes");
        assertThat(response.duration()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://other.test/",
                "http://user:word@other.test/",
                "http://user@other.test/",
                "file:///etc/hosts",
                "http:///path",
                "http:other.test",
                "//other.test/",
                "http://a_b.test/",
                "http://[fe80::1%25lo]/",
                "http://other.test:0/",
                "http://other.test:65536/"
            })
    void urlThatMayNotBeCalledShouldBeRefused(String url) {
        assertFails(Kind.REFUSED, outside.client(), OutboundRequest.of("GET", URI.create(url)));
    }

    @Test
    void plainHttpShouldBeRefusedUnlessTheSettingsAllowIt() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));

        assertFails(Kind.REFUSED, outside.client("plain-http=false"), get(server));
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Host,evil.test", "content-length,3", "Transfer-Encoding,chunked", "X-A,'a\r\nHost: b'", "'X A',a"})
    void headerThatFramesTheMessageShouldBeRefused(String name, String value) throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));

        assertFails(Kind.REFUSED, outside.client(), get(server).withHeader(name, value));
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "G ET", ""})
    void methodThatIsNoneShouldBeRefused(String method) throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));

        assertFails(
                Kind.REFUSED,
                outside.client(),
                OutboundRequest.of(method, get(server).uri()));
        assertThat(server.requests()).isZero();
    }

    @Test
    void hostShouldBeRefusedIfOneOfItsAddressesIsPrivate() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));
        OutboundClient client = outside.client(host ->
                new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("169.254.169.254")});

        assertFails(Kind.REFUSED, client, get(server));
        assertThat(server.requests()).isZero();
    }

    @Test
    void literalOfALocalAddressShouldBeRefused() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "no"));
        for (String literal : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST.")) {
            OutboundRequest request = OutboundRequest.of("GET", URI.create("http://" + literal + ":" + server.port()));

            assertFailure(
                    Kind.REFUSED,
                    outside.client(InetAddress::getAllByName, "allowed-networks=")
                            .sendAll(List.of(request))
                            .get(0));
        }
        assertThat(server.requests()).isZero();
    }

    /** The name server answers with a good address first and with a bad one from then on. */
    @Test
    void connectionShouldGoToTheAddressThatWasChecked() throws Exception {
        OtherServer good = outside.server(exchange -> answer(exchange, 200, "good"));
        OtherServer bad = outside.toBeClosed(
                OtherServer.start("127.0.0.2", good.port(), exchange -> answer(exchange, 200, "bad")));
        AtomicInteger asked = new AtomicInteger();
        OutboundClient client = outside.client(host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")});

        assertThat(client.send(get(good)).text()).isEqualTo("good");
        assertThat(asked).hasValue(1);
        assertFails(Kind.REFUSED, client, get(good));
        assertThat(bad.requests()).isZero();
    }

    @Test
    void redirectionShouldBeAnAnswerAndNotFollowed() throws Exception {
        OtherServer server = outside.server(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, "");
        });

        assertThat(outside.client().send(get(server)).status()).isEqualTo(302);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void cookieShouldNotComeBackAndADemandForAPasswordShouldBeAnAnswer() throws Exception {
        AtomicReference<Object> cookie = new AtomicReference<>();
        OtherServer server = outside.server(exchange -> {
            cookie.set(exchange.getRequestHeaders().get("Cookie"));
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=x");
            answer(exchange, 401, "");
        });
        OutboundClient client = outside.client();

        assertThat(client.send(get(server)).status()).isEqualTo(401);
        assertThat(client.send(get(server)).status()).isEqualTo(401);
        assertThat(cookie).hasValue(null);
    }

    @Test
    void headShouldNotFailForTheLengthOfABodyThatDoesNotCome() throws Exception {
        OtherServer server = outside.server(exchange -> {
            exchange.getResponseHeaders().add("Content-Length", "99999999");
            exchange.sendResponseHeaders(200, -1);
        });

        OutboundResponse response =
                outside.client().send(OutboundRequest.of("HEAD", get(server).uri()));
        assertThat(response.body()).isEmpty();
    }

    /** On two processors the JVM's common pool has one thread. */
    @Test
    void callShouldNotNeedTheCommonPool() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "here"));
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(outside::waitForTheEnd);
        }
        OutboundClient client = outside.client();

        assertThat(client.send(get(server)).text()).isEqualTo("here");
        server.close();
        assertFails(Kind.UNREACHABLE, client, get(server));
    }

    /** The server answers none before it has all. */
    @Test
    void sendAllShouldSendAllAtOnceAndKeepTheirOrder() throws Exception {
        CyclicBarrier all = new CyclicBarrier(10);
        OtherServer server = outside.server(exchange -> {
            try {
                all.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IOException(e);
            }
            answer(exchange, 200, exchange.getRequestURI().getPath());
        });
        List<OutboundRequest> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(
                    OutboundRequest.of("POST", URI.create("http://" + Outside.HOST + ":" + server.port() + "/" + i)));
        }

        assertThat(outside.client().sendAll(requests))
                .extracting(result -> result.orElseThrow().text())
                .containsExactly("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
    }

    @Test
    void tenCallsOfFiftyMillisecondsShouldTakeFarLessThanTheirSum() throws Exception {
        OtherServer server = outside.server(exchange -> {
            try {
                outside.end.await(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "");
        });
        OutboundClient client = outside.client();
        List<OutboundRequest> ten = Collections.nCopies(10, post(server));

        // Not at its best before it is warm, or while others use the machine.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            long start = System.nanoTime();
            assertThat(client.sendAll(ten)).allMatch(result -> result.response().isPresent());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(300));
        });
    }

    @Test
    void oneThatFailsShouldNotLoseTheOthers() throws Exception {
        OtherServer server = outside.server(exchange -> answer(exchange, 200, "here"));
        OutboundRequest refused = OutboundRequest.of("GET", URI.create("ftp://other.test/"));

        List<OutboundResult> results = outside.client().sendAll(List.of(get(server), refused, get(server)));

        assertThat(results.get(0).orElseThrow().text()).isEqualTo("here");
        assertFailure(Kind.REFUSED, results.get(1));
        assertThat(results.get(2).orElseThrow().text()).isEqualTo("here");
    }
}

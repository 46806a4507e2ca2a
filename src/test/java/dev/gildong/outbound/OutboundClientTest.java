package dev.gildong.outbound;

import static dev.gildong.outbound.OtherServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.outbound.OutboundException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a call that never ends must not stop the build
class OutboundClientTest {
    /** A name that only our own resolver knows. */
    private static final String HOST = "other.test";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        end.countDown();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private OtherServer server(OtherServer.Answer answer) throws IOException {
        OtherServer server = OtherServer.start(answer);
        opened.add(server);
        return server;
    }

    private OutboundClient client(String... settings) {
        return client(host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, settings);
    }

    private OutboundClient client(Network.Resolver resolver, String... settings) {
        try {
            OutboundClient client = new OutboundClient(settings(settings), resolver, SSLContext.getDefault());
            opened.add(client);
            return client;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** For servers on this machine; each of {@code changes} as in {@code max-retries=0}. */
    static OutboundSettings settings(String... changes) {
        Map<String, String> values = new HashMap<>(Map.of(
                "gildong.outbound.allowed-networks", "127.0.0.1/32",
                "gildong.outbound.plain-http", "true"));
        for (String change : changes) {
            int equals = change.indexOf('=');
            values.put("gildong.outbound." + change.substring(0, equals), change.substring(equals + 1));
        }
        return Settings.load(List.of(AppSettings.class, OutboundSettings.class), values)
                .group(OutboundSettings.class);
    }

    private static OutboundRequest get(OtherServer server) {
        return OutboundRequest.of("GET", URI.create("http://" + HOST + ":" + server.port() + "/a/b?c=%20d"));
    }

    private static OutboundRequest post(OtherServer server) {
        return OutboundRequest.of(
                "POST", get(server).uri(), "text/plain", "Honggildong".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertFails(Kind kind, OutboundClient client, OutboundRequest request) {
        assertFailure(kind, client.sendAll(List.of(request)).get(0));
    }

    private static void assertFailure(Kind kind, OutboundResult result) {
        AbstractObjectAssert<?, OutboundException> failure =
                Assertions.assertThatObject(result.failure().orElse(null)).isNotNull();
        failure.extracting(OutboundException::kind).isEqualTo(kind);
        failure.extracting(Throwable::getMessage)
                .asString()
                .endsWith(".")
                .doesNotContain("Exception", "java", HOST, "127.0.0.1");
    }

    private void waitForTheEnd() {
        try {
            assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void answerShouldComeWholeAndTheServerSeeTheOriginalHost() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        OtherServer server = server(exchange -> {
            seen.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("Host") + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("X-Answer", "yes");
            answer(exchange, 404, "not here");
        });

        OutboundResponse response = client().send(post(server).withHeader("x-key", "value"));

        assertThat(seen).hasValue("POST /a/b?c=%20d [" + HOST + ":" + server.port() + "] value Honggildong");
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
        assertFails(Kind.REFUSED, client(), OutboundRequest.of("GET", URI.create(url)));
    }

    @Test
    void plainHttpShouldBeRefusedUnlessTheSettingsAllowIt() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));

        assertFails(Kind.REFUSED, client("plain-http=false"), get(server));
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Host,evil.test", "content-length,3", "Transfer-Encoding,chunked", "X-A,'a\r\nHost: b'", "'X A',a"})
    void headerThatFramesTheMessageShouldBeRefused(String name, String value) throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));

        assertFails(Kind.REFUSED, client(), get(server).withHeader(name, value));
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "G ET", ""})
    void methodThatIsNoneShouldBeRefused(String method) throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));

        assertFails(
                Kind.REFUSED, client(), OutboundRequest.of(method, get(server).uri()));
        assertThat(server.requests()).isZero();
    }

    @Test
    void hostShouldBeRefusedIfOneOfItsAddressesIsPrivate() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));
        OutboundClient client = client(host ->
                new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("169.254.169.254")});

        assertFails(Kind.REFUSED, client, get(server));
        assertThat(server.requests()).isZero();
    }

    @Test
    void literalOfALocalAddressShouldBeRefused() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));
        for (String literal : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST.")) {
            OutboundRequest request = OutboundRequest.of("GET", URI.create("http://" + literal + ":" + server.port()));

            assertFailure(
                    Kind.REFUSED,
                    client(InetAddress::getAllByName, "allowed-networks=")
                            .sendAll(List.of(request))
                            .get(0));
        }
        assertThat(server.requests()).isZero();
    }

    /** The name server answers with a good address first and with a bad one from then on. */
    @Test
    void connectionShouldGoToTheAddressThatWasChecked() throws Exception {
        OtherServer good = server(exchange -> answer(exchange, 200, "good"));
        OtherServer bad = OtherServer.start("127.0.0.2", good.port(), exchange -> answer(exchange, 200, "bad"));
        opened.add(bad);
        AtomicInteger asked = new AtomicInteger();
        OutboundClient client = client(host ->
                new InetAddress[] {InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")});

        assertThat(client.send(get(good)).text()).isEqualTo("good");
        assertThat(asked).hasValue(1);
        assertFails(Kind.REFUSED, client, get(good));
        assertThat(bad.requests()).isZero();
    }

    @Test
    void redirectionShouldBeAnAnswerAndNotFollowed() throws Exception {
        OtherServer server = server(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, "");
        });

        assertThat(client().send(get(server)).status()).isEqualTo(302);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void cookieShouldNotComeBackAndADemandForAPasswordShouldBeAnAnswer() throws Exception {
        AtomicReference<Object> cookie = new AtomicReference<>();
        OtherServer server = server(exchange -> {
            cookie.set(exchange.getRequestHeaders().get("Cookie"));
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=x");
            answer(exchange, 401, "");
        });
        OutboundClient client = client();

        assertThat(client.send(get(server)).status()).isEqualTo(401);
        assertThat(client.send(get(server)).status()).isEqualTo(401);
        assertThat(cookie).hasValue(null);
    }

    @Test
    void nameWithoutAddressShouldBeUnreachable() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));
        AtomicInteger asked = new AtomicInteger();
        OutboundClient client = client(host -> {
            asked.incrementAndGet();
            throw new UnknownHostException(host);
        });

        assertFails(Kind.UNREACHABLE, client, get(server));
        assertThat(asked).hasValue(3);
    }

    @Test
    void postShouldGoToTheNextAddressIfTheFirstTakesNoConnection() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "here"));
        InetAddress[] both = {InetAddress.getByName("127.0.0.3"), InetAddress.getByName("127.0.0.1")};

        assertThat(client(host -> both, "allowed-networks=127.0.0.0/8")
                        .send(post(server))
                        .text())
                .isEqualTo("here");
    }

    @Test
    void hostThatTakesNoConnectionShouldBeUnreachable() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));
        server.close();

        assertFails(Kind.UNREACHABLE, client("max-retries=0"), get(server));
    }

    @Test
    void nameServerThatDoesNotAnswerShouldCostTheWholeTimeAndNoMore() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "no"));
        OutboundClient client = client(
                host -> {
                    waitForTheEnd();
                    throw new UnknownHostException(host);
                },
                "total-timeout=PT0.2S");

        assertFails(Kind.TIMED_OUT, client, get(server));
    }

    @Test
    void serverThatDoesNotAnswerShouldCostTheTimeOfTheRequestAndNoMore() throws Exception {
        OtherServer server = server(exchange -> waitForTheEnd());
        long start = System.nanoTime();

        assertFails(Kind.TIMED_OUT, client(), get(server).withTimeout(Duration.ofMillis(200)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void bodyThatDripsShouldEndWithTheWholeTimeAndTheConnectionWithIt() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        OtherServer server = server(exchange -> drip(exchange, new byte[] {'.'}, cut));

        assertFails(Kind.TIMED_OUT, client("total-timeout=PT0.3S"), get(server));
        assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void bodyThatNeverEndsShouldBeCutWhenItIsTooLarge() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        OtherServer server = server(exchange -> drip(exchange, new byte[8192], cut));

        assertFails(Kind.TOO_LARGE, client("max-response-bytes=100000"), get(server));
        assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Writes until the other side is gone. */
    private void drip(HttpExchange exchange, byte[] part, CountDownLatch cut) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        try {
            while (!end.await(5, TimeUnit.MILLISECONDS)) {
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
        OtherServer server = server(exchange -> answer(exchange, 200, "x".repeat(100_000)));

        assertThat(client("max-response-bytes=100000").send(get(server)).body()).hasSize(100_000);
        assertFails(Kind.TOO_LARGE, client("max-response-bytes=99999"), get(server));
    }

    @Test
    void headShouldNotFailForTheLengthOfABodyThatDoesNotCome() throws Exception {
        OtherServer server = server(exchange -> {
            exchange.getResponseHeaders().add("Content-Length", "99999999");
            exchange.sendResponseHeaders(200, -1);
        });

        OutboundResponse response =
                client().send(OutboundRequest.of("HEAD", get(server).uri()));
        assertThat(response.body()).isEmpty();
    }

    /** The server reads the request and breaks off: it may have done what it was asked. */
    @Test
    void requestThatMayHaveBeenCarriedOutShouldBeSentAgainOnlyWhereThatIsSafe() throws Exception {
        OtherServer server = server(exchange -> exchange.getRequestBody().readAllBytes());
        OutboundClient client = client();

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
        OtherServer server = server(exchange -> {});

        assertFails(Kind.BROKEN, client(), get(server));
        assertThat(server.requests()).isBetween(3, 6);
    }

    @Test
    void getWhoseAnswerBreaksOffShouldBeSentAgainAndPostNot() throws Exception {
        OtherServer server = server(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('.');
            exchange.getResponseBody().flush();
        });
        OutboundClient client = client();

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
                server(exchange -> answer(exchange, count.incrementAndGet() % 3 == 0 ? 200 : status, "answer"));
        OutboundClient client = client();

        assertThat(client.send(get(server)).status()).isEqualTo(200);
        assertThat(server.requests()).isEqualTo(3);
        assertThat(client.send(post(server)).status()).isEqualTo(status);
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void internalErrorShouldBeAnAnswerAndNotSentAgain() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 500, "broken"));

        assertThat(client().send(get(server)).text()).isEqualTo("broken");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void retryShouldWaitAsLongAsTheServerAsksAndNotBeyondTheWholeTime() throws Exception {
        AtomicReference<String> after = new AtomicReference<>("1");
        OtherServer server = server(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", after.get());
            answer(exchange, 503, "later");
        });

        OutboundResponse twice = client("max-retries=1").send(get(server));
        assertThat(twice.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.requests()).isEqualTo(2);
        for (String beyond : List.of("3600", "Tue, 31 Dec 2199 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 GMT")) {
            after.set(beyond);
            int before = server.requests();
            assertThat(client().send(get(server)).text()).isEqualTo("later");
            assertThat(server.requests()).isEqualTo(before + 1);
        }
    }

    @Test
    void hostThatFailsShouldBeLeftAloneUntilItRecovers() throws Exception {
        AtomicBoolean healthy = new AtomicBoolean();
        OtherServer server = server(exchange -> answer(exchange, healthy.get() ? 200 : 500, ""));
        OtherServer another = server(exchange -> answer(exchange, 200, ""));
        OutboundClient client = client("suspend-time=PT1S");
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
        OtherServer server = server(exchange -> answer(exchange, 200, "x".repeat(2000)));
        OutboundClient client = client("max-response-bytes=1024");
        for (int i = 0; i < 30; i++) {
            assertFails(Kind.TOO_LARGE, client, get(server));
        }
    }

    @Test
    void callBeyondThoseThatMayRunAndWaitShouldBeRefusedAtOnce() throws Exception {
        OtherServer server = server(exchange -> {
            waitForTheEnd();
            answer(exchange, 200, "");
        });
        OutboundClient client = client("max-calls-per-host=1", "max-waiting-per-host=1", "total-timeout=PT1M");
        CompletableFuture<List<OutboundResult>> three =
                CompletableFuture.supplyAsync(() -> client.sendAll(List.of(get(server), get(server), get(server))));
        await().until(() -> server.requests() == 1);

        // One runs and one waits, so of three one is refused, and so is the fourth.
        await().untilAsserted(() -> assertFails(Kind.BUSY, client, get(server).withTimeout(Duration.ofSeconds(1))));
        end.countDown();
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
        OtherServer server = server(exchange -> waitForTheEnd());
        OutboundClient client = client("max-calls-per-host=1", "total-timeout=PT0.5S");

        List<OutboundResult> results = client.sendAll(List.of(get(server), get(server)));

        results.forEach(result -> assertFailure(Kind.TIMED_OUT, result));
        assertThat(server.requests()).isLessThanOrEqualTo(1);
    }

    @Test
    void hostsShouldMakeRoomForOthersWhenNobodyUsesThem() throws Exception {
        OtherServer slow = server(exchange -> {
            waitForTheEnd();
            answer(exchange, 200, "");
        });
        OtherServer one = server(exchange -> answer(exchange, 200, ""));
        OtherServer two = server(exchange -> answer(exchange, 200, ""));
        OutboundClient client = client("max-hosts=1");
        assertThat(client.send(get(one)).status()).isEqualTo(200);
        assertThat(client.send(get(two)).status()).isEqualTo(200);
        CompletableFuture<List<OutboundResult>> running =
                CompletableFuture.supplyAsync(() -> client.sendAll(List.of(get(slow))));
        await().until(() -> slow.requests() == 1);

        assertFails(Kind.BUSY, client, get(one));
        end.countDown();
        assertThat(running.get(30, TimeUnit.SECONDS).get(0).response()).isPresent();
        assertThat(client.send(get(one)).status()).isEqualTo(200);
    }

    /** On two processors the JVM's common pool has one thread. */
    @Test
    void callShouldNotNeedTheCommonPool() throws Exception {
        OtherServer server = server(exchange -> answer(exchange, 200, "here"));
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(this::waitForTheEnd);
        }
        OutboundClient client = client();

        assertThat(client.send(get(server)).text()).isEqualTo("here");
        server.close();
        assertFails(Kind.UNREACHABLE, client, get(server));
    }

    @Test
    void callerThatIsInterruptedShouldGiveUpAndStayInterrupted() throws Exception {
        OtherServer server = server(exchange -> waitForTheEnd());
        OutboundClient client = client("total-timeout=PT1M");
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
        OtherServer server = server(exchange -> waitForTheEnd());
        OutboundClient client = client("total-timeout=PT0.2S");

        assertThatThrownBy(() -> client.send(get(server)))
                .isInstanceOf(OutboundException.class)
                .extracting(thrown -> ((OutboundException) thrown).kind())
                .isEqualTo(Kind.TIMED_OUT);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** The server answers none before it has all. */
    @Test
    void sendAllShouldSendAllAtOnceAndKeepTheirOrder() throws Exception {
        CyclicBarrier all = new CyclicBarrier(10);
        OtherServer server = server(exchange -> {
            try {
                all.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IOException(e);
            }
            answer(exchange, 200, exchange.getRequestURI().getPath());
        });
        List<OutboundRequest> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(OutboundRequest.of("POST", URI.create("http://" + HOST + ":" + server.port() + "/" + i)));
        }

        assertThat(client().sendAll(requests))
                .extracting(result -> result.orElseThrow().text())
                .containsExactly("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
    }

    @Test
    void tenCallsOfFiftyMillisecondsShouldTakeFarLessThanTheirSum() throws Exception {
        OtherServer server = server(exchange -> {
            try {
                end.await(50, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "");
        });
        OutboundClient client = client();
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
        OtherServer server = server(exchange -> answer(exchange, 200, "here"));
        OutboundRequest refused = OutboundRequest.of("GET", URI.create("ftp://other.test/"));

        List<OutboundResult> results = client().sendAll(List.of(get(server), refused, get(server)));

        assertThat(results.get(0).orElseThrow().text()).isEqualTo("here");
        assertFailure(Kind.REFUSED, results.get(1));
        assertThat(results.get(2).orElseThrow().text()).isEqualTo("here");
    }
}

package dev.gildong.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.outbound.OutboundException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;

/** Other servers and the clients that call them, until the end of a test. */
final class Outside implements AutoCloseable {
    /** A name that only our own resolver knows. */
    static final String HOST = "other.test";

    /** Comes before anything is closed, so that a server that waits for it can go on. */
    final CountDownLatch end = new CountDownLatch(1);

    private final List<AutoCloseable> opened = new ArrayList<>();

    OtherServer server(OtherServer.Answer answer) throws IOException {
        return toBeClosed(OtherServer.start(answer));
    }

    <T extends AutoCloseable> T toBeClosed(T one) {
        opened.add(one);
        return one;
    }

    /** For servers on this machine; settings as in {@link #settings}. */
    OutboundClient client(String... settings) {
        return client(host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, settings);
    }

    OutboundClient client(Network.Resolver resolver, String... settings) {
        try {
            return toBeClosed(new OutboundClient(settings(settings), resolver, SSLContext.getDefault()));
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

    static OutboundRequest get(OtherServer server) {
        return OutboundRequest.of("GET", URI.create("http://" + HOST + ":" + server.port() + "/a/b?c=%20d"));
    }

    static OutboundRequest post(OtherServer server) {
        return OutboundRequest.of(
                "POST", get(server).uri(), "text/plain", "Honggildong".getBytes(StandardCharsets.UTF_8));
    }

    static void assertFails(Kind kind, OutboundClient client, OutboundRequest request) {
        assertFailure(kind, client.sendAll(List.of(request)).get(0));
    }

    /** It failed so, and its message tells nothing of the inside. */
    static void assertFailure(Kind kind, OutboundResult result) {
        AbstractObjectAssert<?, OutboundException> failure =
                Assertions.assertThatObject(result.failure().orElse(null)).isNotNull();
        failure.extracting(OutboundException::kind).isEqualTo(kind);
        failure.extracting(Throwable::getMessage)
                .asString()
                .endsWith(".")
                .doesNotContain("Exception", "java", HOST, "127.0.0.1");
    }

    /** What a server does that does not answer. */
    void waitForTheEnd() {
        try {
            assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        end.countDown();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }
}

package dev.gildong.outbound;

import static dev.gildong.outbound.OtherServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsExchange;
import dev.gildong.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to an address; the certificate must be the name's. */
@Timeout(60)
class OutboundTlsTest {
    @TempDir
    private Path directory;

    private Certificate certificate(String subject) throws Exception {
        return Certificate.of(directory, subject);
    }

    private static OutboundClient client(SSLContext trust) {
        return new OutboundClient(
                Outside.settings("plain-http=false"),
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
                trust);
    }

    private static OutboundRequest get(String host, OtherServer server) {
        return OutboundRequest.of("GET", URI.create("https://" + host + ":" + server.port() + "/"));
    }

    @Test
    void certificateOfTheHostShouldBeAcceptedAndTheServerBeAskedForItsName() throws Exception {
        Certificate own = certificate("dns:other.test");
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (OtherServer server = OtherServer.startTls(own.server(), exchange -> {
                    seen.add(serverNames((HttpsExchange) exchange) + ""
                            + exchange.getRequestHeaders().get("Host"));
                    answer(exchange, 200, "hello");
                });
                OutboundClient client = client(Certificate.trusting(own))) {

            assertThat(client.send(get("Other.Test.", server)).text()).isEqualTo("hello");
            assertThat(client.send(get("other.test", server)).text()).isEqualTo("hello");

            String expected = "[other.test][other.test:" + server.port() + "]";
            assertThat(seen).containsExactly(expected, expected);
        }
    }

    private static List<String> serverNames(HttpsExchange exchange) {
        return ((ExtendedSSLSession) exchange.getSSLSession())
                .getRequestedServerNames().stream()
                        .map(SNIServerName::getEncoded)
                        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                        .toList();
    }

    @Test
    void certificateOfAnotherHostShouldBeRefused() throws Exception {
        assertRefused("dns:another.test", true);
    }

    /** A right one for the address would do for the JDK; for whoever answers a name with his own address as well. */
    @Test
    void certificateOfTheAddressShouldBeRefusedForAHostWithAName() throws Exception {
        assertRefused("ip:127.0.0.1", true);
    }

    @Test
    void certificateThatIsNotTrustedShouldBeRefused() throws Exception {
        assertRefused("dns:other.test", false);
    }

    private void assertRefused(String subject, boolean trusted) throws Exception {
        Certificate shown = certificate(subject);
        Certificate expected = trusted ? shown : certificate(subject);
        try (OtherServer server = OtherServer.startTls(shown.server(), exchange -> answer(exchange, 200, "no"));
                OutboundClient client = client(Certificate.trusting(expected))) {

            OutboundResult result =
                    client.sendAll(List.of(get("other.test", server))).get(0);

            assertThat(result.failure())
                    .get()
                    .extracting(OutboundException::kind)
                    .isEqualTo(Kind.BROKEN);
            assertThat(result.failure().orElseThrow()).hasMessageContaining("certificate");
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void certificateOfTheAddressShouldBeAcceptedWhereTheUrlNamesTheAddress() throws Exception {
        Certificate own = certificate("ip:127.0.0.1");
        try (OtherServer server = OtherServer.startTls(own.server(), exchange -> answer(exchange, 200, "hello"));
                OutboundClient client = client(Certificate.trusting(own))) {

            assertThat(client.send(get("127.0.0.1", server)).text()).isEqualTo("hello");
        }
    }

    /** Both names lead to the same address; neither a kept connection nor a session of one may serve the other. */
    @Test
    void connectionToOneHostShouldNotServeAnotherOnTheSameAddress() throws Exception {
        Certificate own = certificate("dns:other.test");
        try (OtherServer server = OtherServer.startTls(own.server(), exchange -> answer(exchange, 200, "hello"));
                OutboundClient client = client(Certificate.trusting(own))) {
            assertThat(client.send(get("other.test", server)).text()).isEqualTo("hello");

            OutboundResult second =
                    client.sendAll(List.of(get("another.test", server))).get(0);

            assertThat(second.failure())
                    .get()
                    .extracting(OutboundException::kind)
                    .isEqualTo(Kind.BROKEN);
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}

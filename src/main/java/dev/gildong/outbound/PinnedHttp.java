package dev.gildong.outbound;

import dev.gildong.outbound.OutboundException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 with one origin. The name is looked up here, every address it has is checked, and the URL that goes to the
 * HTTP client holds the checked address, so that nobody looks the name up again and gets another answer (DNS
 * rebinding). One client for each origin, since it keeps connections by address: two names behind one address must not
 * share a TLS connection.
 */
final class PinnedHttp implements AutoCloseable {
    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "expect", "te", "trailer", "transfer-encoding", "upgrade");

    /** A name may have hundreds, and whoever owns it would have us knock at all of them. */
    private static final int MOST_ADDRESSES = 3;

    private final Origin origin;
    private final Network network;
    private final HttpClient client;
    private final AtomicReference<CompletableFuture<InetAddress[]>> lookup = new AtomicReference<>();
    /** What answered when those before it did not; the next call need not try them again. */
    private final AtomicReference<@Nullable InetAddress> inPlaceOfDeadOnes = new AtomicReference<>();

    PinnedHttp(Origin origin, Network network) {
        this.origin = origin;
        this.network = network;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(network.settings().connectTimeout())
                .executor(network.exchanges());
        if (origin.isTls()) {
            builder.sslContext(NamedPeer.of(network.tls(), origin.host())).sslParameters(tlsParameters());
        }
        this.client = builder.build();
    }

    /** Newer Java sends no SNI to an address unless it is told the name. */
    private SSLParameters tlsParameters() {
        SSLParameters parameters = network.tls().getDefaultSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        origin.serverName().ifPresent(name -> parameters.setServerNames(List.of(name)));
        return parameters;
    }

    /**
     * Sends a request once and reads its answer to the end. Where an address takes no connection, the next one is
     * asked at once: a host has not failed while one of its addresses takes connections.
     *
     * @param attempt 0 for the first; each begins with the next address, where there are several
     * @throws OutboundException REFUSED, UNREACHABLE, TIMED_OUT, TOO_LARGE or BROKEN
     */
    OutboundResponse exchange(OutboundRequest request, int attempt, Deadline deadline) throws OutboundException {
        InetAddress[] addresses = await(addresses(), deadline);
        for (InetAddress address : addresses) {
            if (!network.guard().allows(address)) {
                throw new OutboundException(Kind.REFUSED, "The host has an address that may not be called.");
            }
        }
        int first = Math.max(0, Arrays.asList(addresses).indexOf(inPlaceOfDeadOnes.get()));
        int last = first + attempt + Math.min(addresses.length, MOST_ADDRESSES) - 1;
        for (int i = first + attempt; ; i++) {
            InetAddress address = addresses[i % addresses.length];
            try {
                OutboundResponse response = exchange(pinned(request, address), deadline);
                if (i > first) {
                    inPlaceOfDeadOnes.set(address);
                }
                return response;
            } catch (OutboundException e) {
                if (e.kind() != Kind.UNREACHABLE || i == last) {
                    throw e;
                }
            }
        }
    }

    private OutboundResponse exchange(HttpRequest pinned, Deadline deadline) throws OutboundException {
        int limit = network.settings().maxResponseBytes();
        Alarm alarm = new Alarm(network.bells(), deadline);
        try {
            // Not sendAsync: its answer comes through the JVM's common pool, which anyone may block.
            HttpResponse<byte[]> answer = client.send(pinned, info -> new LimitedBody(limit));
            return new OutboundResponse(answer.statusCode(), answer.headers().map(), answer.body(), deadline.elapsed());
        } catch (InterruptedException e) {
            throw alarm.takeOff() ? OutboundException.timedOut(e) : OutboundException.givenUp(e);
        } catch (IOException e) {
            throw alarm.takeOff() ? OutboundException.timedOut(e) : failure(e);
        } finally {
            alarm.takeOff();
        }
    }

    private HttpRequest pinned(OutboundRequest request, InetAddress address) throws OutboundException {
        try {
            if (request.method().equals("CONNECT")) {
                throw new IllegalArgumentException();
            }
            HttpRequest.Builder builder = HttpRequest.newBuilder(origin.at(address, request.uri()))
                    .setHeader("User-Agent", "Gildong")
                    .method(
                            request.method(),
                            request.body().length == 0
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(request.body()));
            for (Map.Entry<String, String> header : request.headers().entrySet()) {
                if (OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    throw new OutboundException(
                            Kind.REFUSED, "The request has a header that is not the caller's to set.");
                }
                builder.setHeader(header.getKey(), header.getValue());
            }
            return builder.setHeader("Host", origin.hostHeader()).build();
        } catch (IllegalArgumentException e) {
            throw new OutboundException(Kind.REFUSED, "The request has a method or header that is not valid.", e);
        }
    }

    /** One look-up of a name at a time: a name server that does not answer costs one thread, not one for each call. */
    private CompletableFuture<InetAddress[]> addresses() {
        CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> running = lookup.compareAndExchange(null, found);
        if (running != null) {
            return running;
        }
        try {
            network.lookups().execute(() -> lookUp(found));
        } catch (RuntimeException | Error e) { // such as no more threads
            lookup.set(null);
            found.completeExceptionally(e);
        }
        return found;
    }

    /** Makes room for the next look-up whatever happens, or else nobody would ever look again. */
    private void lookUp(CompletableFuture<InetAddress[]> found) {
        try {
            InetAddress[] addresses = network.resolver().resolve(origin.host());
            lookup.set(null);
            found.complete(addresses);
        } catch (UnknownHostException | RuntimeException | Error e) {
            lookup.set(null);
            found.completeExceptionally(e);
        }
    }

    private static InetAddress[] await(CompletableFuture<InetAddress[]> found, Deadline deadline)
            throws OutboundException {
        try {
            return found.get(deadline.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw OutboundException.timedOut(e);
        } catch (InterruptedException e) {
            throw OutboundException.givenUp(e);
        } catch (ExecutionException e) {
            throw new OutboundException(Kind.UNREACHABLE, "The name of the host has no address.", e);
        }
    }

    private static OutboundException failure(IOException thrown) {
        if (thrown instanceof ConnectException || thrown instanceof HttpConnectTimeoutException) {
            return new OutboundException(Kind.UNREACHABLE, "The host takes no connection.", thrown);
        } else if (thrown.getCause() instanceof LimitedBody.TooLongException) {
            return new OutboundException(Kind.TOO_LARGE, "The answer is longer than allowed.", thrown);
        } else if (thrown instanceof SSLException) {
            return OutboundException.lasting(
                    Kind.BROKEN,
                    "No TLS connection: the certificate, if there is one, is not trusted or not the host's.",
                    thrown);
        }
        return new OutboundException(Kind.BROKEN, "The connection broke, or what came was no HTTP.", thrown);
    }

    @Override
    public void close() {
        NewerJava.end(client);
    }
}

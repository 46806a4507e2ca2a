package dev.gildong.outbound;

import dev.gildong.config.SettingsException;
import dev.gildong.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Calls other servers: HTTP/1.1 to checked addresses, with a limit on time, size, number at once and failures. Follows
 * no redirection, keeps no cookie, uses no proxy. A caller just waits; on Java 21 and later everything that waits does
 * so on virtual threads. Safe for any number of threads.
 */
public final class OutboundClient implements AutoCloseable {
    private static final String OWN_HEADERS = "jdk.httpclient.allowRestrictedHeaders";
    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
    /** On Java 17, where a thread for each call of a fan-out would cost too much. */
    private static final int PLATFORM_THREADS = 64;

    static {
        // The JDK's client reads these once, with its first use in this process.
        String allowed = System.getProperty(OWN_HEADERS, "");
        if (Arrays.stream(allowed.split(",", -1)).noneMatch(name -> name.strip().equalsIgnoreCase("host"))) {
            System.setProperty(OWN_HEADERS, allowed.isBlank() ? "host" : allowed + ",host");
        }
        if (System.getProperty(KEEP_ALIVE) == null) {
            System.setProperty(KEEP_ALIVE, "30"); // Java 17 has 20 minutes, which no server waits for
        }
    }

    private final OutboundSettings settings;
    private final Network network;
    private final Hosts hosts;
    private final ExecutorService fanOut;

    /**
     * Makes the client; no connection yet.
     *
     * @throws SettingsException if the JDK does not let us send the header {@code Host}
     */
    public OutboundClient(OutboundSettings settings) {
        this(settings, InetAddress::getAllByName, trusted());
    }

    OutboundClient(OutboundSettings settings, Network.Resolver resolver, SSLContext tls) {
        checkHostHeader();
        this.settings = settings;
        this.network = Network.of(settings, resolver, tls);
        this.hosts = new Hosts(network);
        this.fanOut = NewerJava.threads("outbound-fan-out", PLATFORM_THREADS);
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkHostHeader() {
        try {
            HttpRequest.newBuilder(URI.create("http://localhost/")).header("Host", "localhost");
        } catch (IllegalArgumentException e) {
            throw new SettingsException("Java's HTTP client was in use before Gildong and does not let it name the host"
                    + " it calls; start Java with -D" + OWN_HEADERS + "=host");
        }
    }

    /**
     * Sends a request, again where that is safe, and waits for the whole answer.
     *
     * @return whatever the other server answered, a 500 too
     * @throws OutboundException if there is no answer
     */
    public OutboundResponse send(OutboundRequest request) throws OutboundException {
        return call(request, deadline(request)).orElseThrow();
    }

    /**
     * Sends all requests at once and waits for all of them. Their time begins now.
     *
     * @return how each ended, in the order of the requests
     */
    public List<OutboundResult> sendAll(List<OutboundRequest> requests) {
        List<Call> calls = requests.stream()
                .map(request -> {
                    Deadline deadline = deadline(request);
                    return new Call(fanOut.submit(() -> call(request, deadline)), deadline);
                })
                .toList();
        return calls.stream().map(OutboundClient::result).toList();
    }

    private static OutboundResult result(Call call) {
        try {
            return call.end().get(call.deadline().left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.end().cancel(false); // it may wait for a thread still; one that runs has its own alarm
            return OutboundResult.of(OutboundException.timedOut(e));
        } catch (InterruptedException e) {
            call.end().cancel(true);
            return OutboundResult.of(OutboundException.givenUp(e)); // and so are those after it
        } catch (CancellationException e) {
            return OutboundResult.of(
                    OutboundException.lasting(Kind.BROKEN, "The client was closed before the call was made.", e));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Deadline deadline(OutboundRequest request) {
        Duration total = request.timeout().orElse(settings.totalTimeout());
        return Deadline.in(total);
    }

    private OutboundResult call(OutboundRequest request, Deadline deadline) {
        try {
            Origin origin = Origin.of(request.uri(), settings.plainHttp());
            Host host = hosts.enter(origin);
            try {
                host.takeTurn(deadline);
                try {
                    return attempts(host, request, deadline);
                } finally {
                    host.done();
                }
            } finally {
                hosts.leave(origin);
            }
        } catch (OutboundException e) {
            return OutboundResult.of(e);
        }
    }

    private OutboundResult attempts(Host host, OutboundRequest request, Deadline deadline) throws OutboundException {
        OutboundResult result = host.attempt(request, 0, deadline);
        for (int attempt = 1; attempt <= settings.maxRetries() && Retries.allowed(request, result); attempt++) {
            long pause = Retries.pause(result, attempt);
            if (pause >= deadline.left()) {
                break;
            }
            sleep(pause);
            OutboundResult next = host.attempt(request, attempt, deadline);
            if (next.failure()
                    .filter(failure -> failure.kind() == Kind.SUSPENDED)
                    .isPresent()) {
                break; // what happened says more
            }
            result = next;
        }
        return result;
    }

    private static void sleep(long nanos) throws OutboundException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw OutboundException.givenUp(e);
        }
    }

    /** Ends all connections. What runs, fails; on Java 17 it may first come to its end, in its time. */
    @Override
    public void close() {
        for (Runnable waiting : fanOut.shutdownNow()) {
            if (waiting instanceof Future<?> call) {
                call.cancel(false); // or else its caller would wait in vain
            }
        }
        hosts.close();
        network.close();
    }

    /** One of a fan-out, which may not have begun. */
    private record Call(Future<OutboundResult> end, Deadline deadline) {}
}

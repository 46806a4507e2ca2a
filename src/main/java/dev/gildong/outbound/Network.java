package dev.gildong.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

/**
 * How this node gets out: what all hosts share.
 *
 * @param resolver finds addresses; nothing else does
 * @param lookups where it runs: platform threads, since the operating system keeps the thread that asks it
 * @param exchanges where the HTTP clients run what never waits
 * @param bells where alarms ring
 * @param tls which certificates are trusted
 */
record Network(
        OutboundSettings settings,
        AddressGuard guard,
        Resolver resolver,
        ExecutorService lookups,
        ExecutorService exchanges,
        ScheduledExecutorService bells,
        SSLContext tls)
        implements AutoCloseable {
    private static final int LOOKUPS = 32;
    private static final int EXCHANGES = 8;

    static Network of(OutboundSettings settings, Resolver resolver, SSLContext tls) {
        return new Network(
                settings,
                new AddressGuard(settings.allowedNetworks()),
                resolver,
                NewerJava.platformThreads("outbound-lookup", LOOKUPS),
                NewerJava.threads("outbound-http", EXCHANGES),
                NewerJava.bells("outbound-alarm"),
                tls);
    }

    @Override
    public void close() {
        lookups.shutdownNow();
        bells.shutdown(); // those that are set still ring
        exchanges.shutdown();
    }

    /** The addresses of a name. */
    interface Resolver {
        /** @throws UnknownHostException if there are none */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }
}

package dev.gildong.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A real issuer: an HTTP server with its two documents, and keys to sign by. */
public final class Issuer implements AutoCloseable {
    /** The game's client id. */
    public static final String CLIENT = "the-game";

    /** How it answers. */
    public enum Manner {
        /** As an issuer does. */
        GOOD,
        /** 500. */
        BROKEN,
        /** A byte now and then. */
        DRIPPING
    }

    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final String KEYS = "/keys";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile Manner manner = Manner.GOOD;
    private volatile String configuration;
    private volatile String keys = "";
    private volatile RSAKey key = rsa(2048);

    public Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        configuration = configuration(url(), url() + KEYS);
        publish(key);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A key with an id of its own. */
    public static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String configuration(String issuer, String keysUri) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keysUri + "\",\"other\":[]}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] body = (path.equals(CONFIGURATION) ? configuration : path.equals(KEYS) ? keys : "")
                    .getBytes(StandardCharsets.UTF_8);
            if (manner == Manner.BROKEN) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            write(exchange.getResponseBody(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(OutputStream out, byte[] body) throws IOException, InterruptedException {
        if (manner == Manner.GOOD) {
            out.write(body);
            return;
        }
        for (byte each : body) {
            out.write(each);
            out.flush();
            if (closed.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a server needs to trust it under this name. */
    public Map<String, String> settings(String name) {
        return Map.of(
                "gildong.oidc." + name + ".issuer",
                url(),
                "gildong.oidc." + name + ".client-ids",
                CLIENT + ",the-other-game",
                "gildong.outbound.plain-http",
                "true",
                "gildong.outbound.allowed-networks",
                "127.0.0.0/8");
    }

    /** Answers so from now on. */
    public void behave(Manner next) {
        manner = next;
    }

    void configure(String document) {
        configuration = document;
    }

    void publishText(String document) {
        keys = document;
    }

    /** Publishes the public parts of these keys, and no others. */
    public void publish(JWK... published) {
        keys = new JWKSet(List.of(published)).toString(true);
    }

    /** Signs by another key from now on, which is not published yet. */
    public RSAKey rotate() {
        key = rsa(2048);
        return key;
    }

    /** The key it signs by. */
    public RSAKey key() {
        return key;
    }

    /** The paths that were asked for. */
    public Queue<String> asked() {
        return asked;
    }

    /** Claims of a good token. */
    public JWTClaimsSet.Builder claims(String subject, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .subject(subject)
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .jwtID(UUID.randomUUID().toString());
    }

    /** A good token of now. */
    public String token(String subject) {
        return token(subject, claims -> claims);
    }

    /** A token of now that differs from a good one. */
    public String token(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(change.apply(claims(subject, Instant.now())).build());
    }

    /** Signs by the current key. */
    public String sign(JWTClaimsSet claims) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), key, claims);
    }

    /** Signs by any key. */
    public static String sign(JWSHeader header, JWK by, JWTClaimsSet claims) {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(by, header.getAlgorithm());
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.gildong.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Sends many requests at once and, while they are in flight, asks {@code /livez} again and again. */
public final class Burst {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Burst() {}

    /** @param args address of the server, path, Authorization header, requests; prints one JSON line */
    public static void main(String[] args) throws IOException, InterruptedException {
        URI base = URI.create(args[0]);
        int count = Integer.parseInt(args[3]);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpClient prober =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(base.resolve(args[1]))
                .header("Authorization", args[2])
                .timeout(PATIENCE)
                .build();
        HttpRequest probe =
                HttpRequest.newBuilder(base.resolve("/livez")).timeout(PATIENCE).build();
        prober.send(probe, BodyHandlers.discarding());
        long began = System.nanoTime();
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(http.sendAsync(request, BodyHandlers.discarding()).handle(Burst::good));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        List<Long> probes = new ArrayList<>();
        do {
            long asked = System.nanoTime();
            prober.send(probe, BodyHandlers.discarding());
            probes.add(System.nanoTime() - asked);
            Thread.sleep(10);
        } while (!all.isDone());
        double seconds = (System.nanoTime() - began) / 1e9;
        probes.sort(null);
        System.out.printf(
                Locale.ROOT,
                "{\"requests\": %d, \"good\": %d, \"seconds\": %.2f, \"probes\": %d, \"probe_p50_ms\": %.1f,"
                        + " \"probe_max_ms\": %.1f}%n",
                count,
                calls.stream().filter(CompletableFuture::join).count(),
                seconds,
                probes.size(),
                probes.get(probes.size() / 2) / 1e6,
                probes.get(probes.size() - 1) / 1e6);
    }

    private static boolean good(HttpResponse<Void> response, Throwable failure) {
        return failure == null && response.statusCode() == 200;
    }
}

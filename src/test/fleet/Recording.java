import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sign-ins through the balancer of a fleet, so many a second whether they are answered or not, and what the fleet looks
 * like meanwhile, a line each second. Run by {@code src/test/fleet/autoscale}:
 *
 * <pre>java Recording.java PORT KEY FIRST_PORT CSV RATE:SECONDS...</pre>
 */
public final class Recording {
    private static final int PLAYERS = 30;
    private static final int INSTANCES = 3;
    private static final String METRIC = "gildong_cpu_mean{window=\"1m\"} ";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;
    private final String key;
    private final int firstPort;
    /** Milliseconds from the moment a request was due to its answer, of those that were answered in this second. */
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();

    private final AtomicInteger failures = new AtomicInteger();

    private Recording(int port, String key, int firstPort) {
        this.port = port;
        this.key = key;
        this.firstPort = firstPort;
    }

    public static void main(String[] args) throws Exception {
        Recording recording = new Recording(Integer.parseInt(args[0]), args[1], Integer.parseInt(args[2]));
        for (int player = 0; player < PLAYERS; player++) {
            recording.register(player);
        }
        try (PrintWriter csv = new PrintWriter(Files.newBufferedWriter(Path.of(args[3])))) {
            csv.println("second,rate,answered,failures,p99_millis,instances,mean_cpu");
            int second = 0;
            for (String phase : List.of(args).subList(4, args.length)) {
                String[] parts = phase.split(":", 2);
                for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
                    csv.println(recording.second(second++, Integer.parseInt(parts[0])));
                    csv.flush();
                }
            }
        }
    }

    private void register(int player) throws Exception {
        int status = client.send(post("/v1/accounts", player), BodyHandlers.discarding())
                .statusCode();
        if (status != 201 && status != 409) {
            throw new IllegalStateException("registration answers " + status);
        }
    }

    /** One second of load, and its line. */
    private String second(int second, int rate) {
        long begin = System.nanoTime();
        Thread watching = new Thread(() -> watch(), "watch");
        watching.start();
        for (int i = 0; i < rate; i++) {
            long due = begin + TimeUnit.SECONDS.toNanos(1) * i / rate;
            LockSupport.parkNanos(due - System.nanoTime());
            send(second * 31 + i, due);
        }
        LockSupport.parkNanos(begin + TimeUnit.SECONDS.toNanos(1) - System.nanoTime());
        List<Long> answered = new ArrayList<>();
        for (Long millis = latencies.poll(); millis != null; millis = latencies.poll()) {
            answered.add(millis);
        }
        Collections.sort(answered);
        String p99 = answered.isEmpty() ? "" : answered.get((int) (answered.size() * 0.99)).toString();
        return "%d,%d,%d,%d,%s,%s".formatted(second, rate, answered.size(), failures.getAndSet(0), p99, seen);
    }

    private volatile String seen = ",";

    /** Instances that are ready, and their mean. */
    private void watch() {
        double sum = 0;
        int ready = 0;
        for (int i = 0; i < INSTANCES; i++) {
            try {
                String metrics = client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (firstPort + i) + "/metrics"))
                                        .timeout(Duration.ofSeconds(2))
                                        .header("Authorization", "Bearer " + key)
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                int at = metrics.indexOf(METRIC);
                if (at >= 0) {
                    sum += Double.parseDouble(
                            metrics.substring(at + METRIC.length()).lines().findFirst().orElseThrow());
                    ready++;
                }
            } catch (IOException e) {
                // not running
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        seen = ready + "," + (ready == 0 ? "" : String.format(java.util.Locale.ROOT, "%.3f", sum / ready));
    }

    private void send(int number, long due) {
        client.sendAsync(post("/v1/login", number % PLAYERS), BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    latencies.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due));
                    if (failure != null || answer.statusCode() != 200) {
                        failures.incrementAndGet();
                        System.err.println("failed: " + (failure == null ? answer.statusCode() : failure));
                    }
                });
    }

    private HttpRequest post(String path, int player) {
        String json = """
                {"userId": "recording%d", "password": "tiger on the red bridge"}""".formatted(player);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }
}

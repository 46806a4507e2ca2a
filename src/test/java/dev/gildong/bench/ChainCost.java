package dev.gildong.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processor time of {@code GET /v1/session} through Gildong's whole chain, as a multiple of a bare Jersey resource that
 * gives the same answer in the same server. Run by {@code src/test/bench/chain}.
 */
public final class ChainCost {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final int WARM_UP_SECONDS = 5;

    private ChainCost() {}

    /**
     * Measures, prints, and exits with 1 if the median is over the limit.
     *
     * @param args the unpacked WARs of Gildong and of the bare application; requests of warm-up, of a round; rounds;
     *     the limit
     */
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        double median;
        TwinServer server = new TwinServer(Path.of(args[0]), Path.of(args[1]));
        try {
            String authorization = "Bearer " + signUp(server);
            Wrk bare = new Wrk(server.address("/bare/v1/session"), authorization);
            Wrk chain = new Wrk(server.address("/v1/session"), authorization);
            requireSameShape(bare, chain);
            int seconds = warmUp(List.of(bare, chain), Long.parseLong(args[2]), Long.parseLong(args[3]));
            median = compare(bare, chain, Integer.parseInt(args[4]), seconds);
        } finally {
            server.stop();
        }
        double limit = Double.parseDouble(args[5]);
        print("median %.3f, limit %.2f: %s", median, limit, median <= limit ? "passed" : "FAILED");
        System.exit(median <= limit ? 0 : 1);
    }

    private static String signUp(TwinServer server) throws IOException, InterruptedException {
        String body = """
                {"userId": "bench-player", "password": "%s", "displayName": "bench-player"}
                """.formatted("bench-" + System.nanoTime());
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address("/v1/accounts"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(answer.body());
        if (!token.find()) {
            throw new IllegalStateException(answer.body());
        }
        return token.group(1);
    }

    /** Two answers of one length: neither side writes more than the other. */
    private static void requireSameShape(Wrk bare, Wrk chain) throws IOException, InterruptedException {
        List<String> bodies = new ArrayList<>();
        for (Wrk each : List.of(bare, chain)) {
            HttpRequest request = HttpRequest.newBuilder(each.target())
                    .header("Authorization", each.authorization())
                    .build();
            bodies.add(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
        }
        if (bodies.get(0).length() != bodies.get(1).length()) {
            throw new IllegalStateException("the answers differ in shape: " + bodies);
        }
    }

    /** Warm is a number of requests. Says how many seconds a round needs to have enough of them. */
    private static int warmUp(List<Wrk> sides, long requests, long requestsOfRound)
            throws IOException, InterruptedException {
        long slowest = Long.MAX_VALUE;
        for (Wrk side : sides) {
            long sent = 0;
            long last = 0;
            while (sent < requests) {
                last = side.send(WARM_UP_SECONDS);
                sent += last;
            }
            print("warmed up %s with %,d requests", side.target().getPath(), sent);
            slowest = Math.min(slowest, last);
        }
        return (int) Math.ceil(1.0 * requestsOfRound * WARM_UP_SECONDS / slowest);
    }

    private static double compare(Wrk bare, Wrk chain, int rounds, int seconds)
            throws IOException, InterruptedException {
        print("us of processor time for each request; %d s of each side in a round, in turns of a second", seconds);
        print("| round | bare us | chain us | ratio | bare req/s | chain req/s |");
        print("|---|---|---|---|---|---|");
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Cost ofBare = Cost.NONE;
            Cost ofChain = Cost.NONE;
            for (int turn = 0; turn < seconds; turn++) { // bare chain, chain bare, ...: drift falls on both alike
                if (turn % 2 == 0) {
                    ofBare = ofBare.plus(oneSecond(bare));
                    ofChain = ofChain.plus(oneSecond(chain));
                } else {
                    ofChain = ofChain.plus(oneSecond(chain));
                    ofBare = ofBare.plus(oneSecond(bare));
                }
            }
            double ratio = ofChain.micros() / ofBare.micros();
            ratios.add(ratio);
            print(
                    "| %d | %.1f | %.1f | %.3f | %,d | %,d |",
                    round,
                    ofBare.micros(),
                    ofChain.micros(),
                    ratio,
                    ofBare.requests() / seconds,
                    ofChain.requests() / seconds);
        }
        ratios.sort(null);
        return (ratios.get((rounds - 1) / 2) + ratios.get(rounds / 2)) / 2;
    }

    private static Cost oneSecond(Wrk side) throws IOException, InterruptedException {
        long before = PROCESS.getProcessCpuTime();
        long requests = side.send(1);
        return new Cost(requests, PROCESS.getProcessCpuTime() - before);
    }

    private record Cost(long requests, long nanos) {
        static final Cost NONE = new Cost(0, 0);

        Cost plus(Cost other) {
            return new Cost(requests + other.requests, nanos + other.nanos);
        }

        double micros() {
            return nanos / 1000.0 / requests;
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}

package dev.gildong.autoscale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalDouble;

/** Asks an instance on this host. Keeps no connection, since an idle one would hold up its stop. */
final class InstanceClient {
    private static final int MILLIS = 2000;
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final String AGE = "process_uptime_seconds";
    private static final int OK = 200;

    private final String metric;
    private final String key;

    /**
     * Asks nothing yet.
     *
     * @param metric name and labels of the gauge to go by, as a line of {@code /metrics} begins
     * @param key an API key that may read them
     */
    InstanceClient(String metric, String key) {
        this.metric = metric;
        this.key = key;
    }

    /** Whether it can serve requests. */
    boolean ready(int port) {
        try {
            HttpURLConnection request = request(port, "/readyz");
            try {
                return request.getResponseCode() == OK;
            } finally {
                request.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** What it says now. One that does not answer, or not with numbers, has a reading without a mean. */
    Reading read(int port) {
        try {
            String text = metrics(port);
            OptionalDouble mean = value(text, metric);
            OptionalDouble age = value(text, AGE);
            if (mean.isEmpty() || age.isEmpty()) {
                return Reading.missing(port, "/metrics has no number for " + (mean.isEmpty() ? metric : AGE));
            }
            // Rounding of two clocks may take it above 1.
            return new Reading(port, OptionalDouble.of(Math.min(1, mean.getAsDouble())), Duration.ofSeconds((long)
                    age.getAsDouble()));
        } catch (IOException e) {
            return Reading.missing(port, String.valueOf(e.getMessage()));
        }
    }

    private String metrics(int port) throws IOException {
        HttpURLConnection request = request(port, "/metrics");
        request.setRequestProperty("Authorization", "Bearer " + key);
        try {
            if (request.getResponseCode() != OK) {
                throw new IOException("/metrics answers " + request.getResponseCode());
            }
            try (InputStream body = request.getInputStream()) {
                return new String(body.readNBytes(MAX_BYTES), UTF_8);
            }
        } finally {
            request.disconnect();
        }
    }

    private static HttpURLConnection request(int port, String path) throws IOException {
        HttpURLConnection request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        request.setConnectTimeout(MILLIS);
        request.setReadTimeout(MILLIS);
        request.setInstanceFollowRedirects(false);
        request.setRequestProperty("Connection", "close");
        return request;
    }

    /** The value of a line of Prometheus's text format; empty without one that is a number of 0 or more. */
    static OptionalDouble value(String text, String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(
                        line -> number(line.substring(series.length()).strip().split(" ", 2)[0]))
                .filter(value -> value >= 0 && value < Double.POSITIVE_INFINITY)
                .findFirst();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}

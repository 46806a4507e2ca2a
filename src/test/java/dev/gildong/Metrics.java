package dev.gildong;

import java.util.Arrays;
import org.jspecify.annotations.NullMarked;

/** What a server showed at {@code /metrics}. */
@NullMarked
public record Metrics(String text) {

    /** What it shows now. */
    public static Metrics of(TestServer server) {
        return new Metrics(server.admin().get("/metrics").body());
    }

    /**
     * The sum of all series of this name.
     *
     * @param labels as they stand in the text, {@code name="value"}; a series must have all of them
     */
    public double sum(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}

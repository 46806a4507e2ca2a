package dev.gildong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The task {@code x + y} over HTTP, enqueued and waited for as the Python stack's own benchmark does it. */
public final class TaskBench {
    private static final int SINGLES = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String key;

    private TaskBench(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * Prints one JSON line for each of the two figures.
     *
     * @param args address of a node, API key, tasks in the batch, tasks before: this client has to be compiled too
     */
    public static void main(String[] args) throws Exception {
        TaskBench bench = new TaskBench(URI.create(args[0]), args[1]);
        int warm = Integer.parseInt(args[3]);
        bench.oneByOne(warm / 2);
        bench.batch(warm / 2);
        System.out.println(bench.oneByOne(SINGLES));
        System.out.println(bench.batch(Integer.parseInt(args[2])));
    }

    private String oneByOne(int count) throws IOException, InterruptedException {
        List<Long> took = new ArrayList<>();
        long all = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            check(result(enqueue(i, 1)) == i + 1);
            took.add(System.nanoTime() - began);
        }
        double seconds = (System.nanoTime() - all) / 1e9;
        took.sort(null);
        return String.format(
                Locale.ROOT,
                "{\"figure\": \"one_by_one\", \"tasks_s\": %.1f, \"p50_ms\": %.2f, \"p99_ms\": %.2f}",
                count / seconds,
                took.get(count / 2) / 1e6,
                took.get(count * 99 / 100) / 1e6);
    }

    private String batch(int count) throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(enqueue(i, i));
        }
        double enqueued = (System.nanoTime() - began) / 1e9;
        long sum = 0;
        for (String id : ids) {
            sum += result(id);
        }
        check(sum == (long) count * (count - 1));
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(
                Locale.ROOT,
                "{\"figure\": \"batch\", \"tasks_s\": %.1f, \"enqueue_s\": %.1f}",
                count / seconds,
                count / enqueued);
    }

    private String enqueue(int x, int y) throws IOException, InterruptedException {
        String body = "{\"args\":{\"x\":" + x + ",\"y\":" + y + "}}";
        return send(HttpRequest.newBuilder(base.resolve("/v1/tasks/add"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .get("id")
                .textValue();
    }

    private long result(String id) throws IOException, InterruptedException {
        JsonNode task = send(HttpRequest.newBuilder(base.resolve("/v1/tasks/" + id + "?waitSeconds=15")));
        check(task.get("ready").booleanValue());
        return task.get("result").longValue();
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response =
                http.send(request.header("Authorization", "Bearer " + key).build(), BodyHandlers.ofByteArray());
        check(response.statusCode() / 100 == 2);
        return JSON.readTree(response.body());
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("a task went wrong");
        }
    }
}

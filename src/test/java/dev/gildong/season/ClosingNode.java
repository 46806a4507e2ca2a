package dev.gildong.season;

import dev.gildong.TestServer;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** A worker in a process of its own: one that may be killed. */
@NullMarked
final class ClosingNode {
    static final Map<String, String> WORKER = Map.of("gildong.role", "worker", "gildong.task.heartbeat", "PT0.5S");

    private ClosingNode() {}

    /** @param args the address of the database */
    @SuppressWarnings("resource") // ends with the process
    public static void main(String[] args) {
        TestServer.start(args[0], "/", WORKER);
        System.out.println("it runs");
    }
}

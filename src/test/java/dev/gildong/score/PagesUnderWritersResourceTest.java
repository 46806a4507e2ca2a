package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages that are followed while others move: whoever stands still is seen once. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PagesUnderWritersResourceTest {
    private static final int STILL = 40;
    private static final int WRITERS = 10;
    private static final int MOVERS_OF_EACH = 4;
    private static final int ROUNDS = 12;
    private static final int LIMIT = 7;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger moves = new AtomicInteger();
    private final String board = "/v1/leaderboards/p" + UUID.randomUUID();
    private final String scores = board + "/scores";

    @Parameter
    private TestDatabase database;

    /** Every fourth who stands still has the score of another, so that a page may end between equals. */
    @Test
    void pagesShouldShowEveryPlayerWhoStandsStillOnceWhileTenWritersMoveOthers() throws Exception {
        Client admin = TestServer.on(database).admin();
        admin.put(board, "{\"keep\": \"latest\"}");
        List<String> still = new ArrayList<>();
        for (int i = 0; i < STILL; i++) {
            still.add(newPlayer(admin));
            submit(admin, still.get(i), 10L * (i - (i % 4 == 1 ? 1 : 0)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writing = new ArrayList<>();
        try {
            for (int seed = 0; seed < WRITERS; seed++) {
                Random random = new Random(seed);
                List<String> movers = Collections.nCopies(MOVERS_OF_EACH, admin).stream()
                        .map(PagesUnderWritersResourceTest::newPlayer)
                        .toList();
                writing.add(threads.submit(() -> move(admin, movers, random)));
            }
            List<String> first = null;
            int turns = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int before = moves.get();
                List<String> seen = follow(admin);
                turns += moves.get() > before ? 1 : 0;
                seen.retainAll(still);
                assertThat(seen).as("round " + round).containsExactlyInAnyOrderElementsOf(still);
                first = first == null ? seen : first;
                assertThat(seen).as("order in round " + round).isEqualTo(first);
            }
            assertThat(turns).as("rounds in which somebody moved").isGreaterThan(ROUNDS / 2);
        } finally {
            done.set(true);
            for (Future<?> writer : writing) {
                writer.get();
            }
            threads.shutdown();
        }
    }

    private static String newPlayer(Client anyone) {
        return anyone.signUp().playerId();
    }

    private void submit(Client admin, String player, long score) {
        assertThat(admin.post(scores, "{\"score\":%d,\"playerId\":\"%s\"}".formatted(score, player))
                        .status())
                .isEqualTo(200);
    }

    /** Moves players over the whole board and beyond its ends, also to the scores of others. */
    private void move(Client admin, List<String> movers, Random random) {
        while (!done.get()) {
            submit(admin, movers.get(random.nextInt(movers.size())), random.nextInt(10 * STILL + 20) - 10);
            moves.incrementAndGet();
        }
    }

    /** All whom the pages show, from the first to the last. */
    private List<String> follow(Client admin) {
        List<String> seen = new ArrayList<>();
        String next = "?limit=" + LIMIT;
        while (!next.isEmpty()) {
            JsonNode page = admin.get(scores + next).json();
            page.get("items").forEach(item -> seen.add(item.get("playerId").textValue()));
            next = page.has("nextPageToken")
                    ? "?limit=" + LIMIT + "&pageToken="
                            + page.get("nextPageToken").textValue()
                    : "";
        }
        return seen;
    }
}

package dev.gildong.score.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gildong.Client;
import dev.gildong.TestServer;
import dev.gildong.score.nodes.Shown.Entry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** When all is quiet: what is stored is what was submitted, and every node shows what is stored. */
final class FinalCheck {
    /** So that there are several pages. */
    private static final int LIMIT = 17;

    private final Nodes nodes;
    private final Traces traces;
    private final String databaseUrl;
    private final Look atEnd;

    FinalCheck(CheckedRun run, Nodes nodes, Traces traces, String databaseUrl) {
        this.nodes = nodes;
        this.traces = traces;
        this.databaseUrl = databaseUrl;
        this.atEnd = new Look("the database", true, run.now(), run.now());
    }

    void check(CheckedBoard board) throws SQLException {
        List<Entry> stored = stored(board);
        Map<String, Long> scores = stored.stream().collect(Collectors.toMap(Entry::player, Entry::score));
        traces.of(board)
                .forEach((player, trace) -> trace.finalObjection(scores.get(player), atEnd)
                        .ifPresent(objection -> {
                            throw new AssertionError(objection);
                        }));
        Map<String, List<Entry>> shown =
                nodes.live().stream().collect(Collectors.toMap(ServerProcess::toString, node -> pages(node, board)));
        List<Entry> first = shown.values().iterator().next();
        shown.forEach((node, entries) -> {
            assertThat(new Shown(entries, entries.size(), null, true).objection(board))
                    .as(node)
                    .isEmpty();
            assertThat(entries)
                    .as("%s on %s, as on another node", board.name(), node)
                    .isEqualTo(first);
            if (board.shared()) { // who of equals comes first is not promised
                assertThat(entries)
                        .extracting(Entry::score)
                        .isEqualTo(stored.stream().map(Entry::score).toList());
                assertThat(entries.stream().collect(Collectors.toMap(Entry::player, Entry::score)))
                        .isEqualTo(scores);
            } else {
                assertThat(entries)
                        .as("%s on %s, as stored", board.name(), node)
                        .isEqualTo(stored);
            }
        });
    }

    private static List<Entry> pages(ServerProcess node, CheckedBoard board) {
        Client admin = node.client(TestServer.ADMIN_KEY).with("Cache-Control", "no-cache");
        List<Entry> entries = new ArrayList<>();
        String first = board.scores() + "?limit=" + LIMIT;
        String next = first;
        while (!next.isEmpty()) {
            JsonNode page = admin.get(next).json();
            entries.addAll(Shown.of(page, "", false).entries());
            next = page.has("nextPageToken")
                    ? first + "&pageToken=" + page.get("nextPageToken").textValue()
                    : "";
        }
        return entries;
    }

    /** The one place that knows how scores are stored: in rank order, with distinct ranks. */
    private List<Entry> stored(CheckedBoard board) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(databaseUrl)) {
            boolean numbered = connection
                    .getMetaData()
                    .getColumns(connection.getCatalog(), null, "score", "reached_no")
                    .next();
            try (PreparedStatement query =
                    connection.prepareStatement("""
                    SELECT p.player_id, s.sort_key FROM score s
                    JOIN player p ON p.player_no = s.player_no JOIN leaderboard b ON b.board_no = s.board_no
                    WHERE b.name = ? ORDER BY s.sort_key, %s, s.player_no
                    """.formatted(numbered ? "s.reached_no" : "s.reached_at"))) {
                query.setString(1, board.name());
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    long key = rows.getLong(2);
                    entries.add(new Entry(entries.size() + 1, rows.getString(1), board.lowestLeads() ? key : -key));
                }
            }
        }
        return entries;
    }
}

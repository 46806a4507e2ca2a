package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How the database reads candidates of searches: by EXPLAIN, and by the entries that its storage engine looked at. 100
 * players have 20 documents in each of ten collections; the later half has 400 more in one.
 */
class SearchPlanTest {
    private static final int LIMIT = 21;
    private static final String COLLECTION = "c5";
    private static final long INDEX = 7;
    private static final Position NEAR = new Position(new byte[] {30}, 30, "k05");
    private static final Position FAR = new Position(new byte[] {90}, 90, "m200");

    private static Database database;

    private final SearchRepository repository = new SearchRepository();

    @BeforeAll
    static void fill() {
        database = TestDatabase.open(TestDatabase.MYSQL.freshUrl(), 2);
        database.transact(unit -> {
            unit.update("CREATE TABLE digit (d INT NOT NULL PRIMARY KEY)");
            unit.update("INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
            unit.update("""
                    INSERT INTO player (player_no, player_id, display_name, created_at)
                    SELECT 1 + a.d + 10 * b.d, CONCAT('p', a.d + 10 * b.d), 'P', 1 FROM digit a, digit b
                    """);
            documents(unit, "CONCAT('c', c.d), CONCAT('k', a.d, b.d)", "a.d < 2");
            documents(unit, "'c5', CONCAT('m', a.d, b.d, c.d)", "a.d < 4 AND player_no > 50");
            unit.update("""
                    INSERT INTO document_index (index_no, entry, player_no, doc_key)
                    SELECT i.d + 1, CHAR(player_no USING binary), player_no, doc_key FROM document, digit i
                    WHERE collection = 'c5' AND (i.d = 6 OR doc_key LIKE 'k%')
                    """);
            unit.update("DROP TABLE digit");
            return unit;
        });
        database.transact(unit -> unit.list(row -> row.getString(1), "ANALYZE TABLE player, document, document_index"));
    }

    private static void documents(UnitOfWork unit, String names, String which) {
        unit.update("""
                INSERT INTO document (player_no, collection, doc_key, version, updated_at, body_bytes, body)
                SELECT player_no, %s, 1, 1, 2, '{}' FROM player, digit a, digit b, digit c WHERE %s
                """.formatted(names, which));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Source indexed(Optional<Long> player, boolean descending, int low, int high) {
        Span span = new Span(new byte[] {(byte) low}, new byte[] {(byte) high});
        return new Source(player, COLLECTION, INDEX, List.of(span), descending);
    }

    @Test
    void searchOfEverybodyShouldWalkThroughItsCollectionAlone() {
        assertPlan(Source.byName(Optional.empty(), COLLECTION), "d", "document_in_collection");
        assertPlan(Source.byName(Optional.of(90L), COLLECTION), "d", "PRIMARY", "document_in_collection");
    }

    @Test
    void searchByAnIndexShouldReadEntriesOfItsPageAlone() {
        for (boolean descending : new boolean[] {false, true}) {
            assertPlan(indexed(Optional.empty(), descending, 90, 90), "i", "PRIMARY", "document_index_own");
            assertPlan(indexed(Optional.empty(), descending, 10, 95), "i", "PRIMARY", "document_index_own");
            assertPlan(indexed(Optional.of(90L), descending, 90, 90), "i", "PRIMARY", "document_index_own");
            assertPlan(indexed(Optional.of(90L), descending, 10, 95), "i", "PRIMARY", "document_index_own");
        }
    }

    /** On the first page, on one with most documents behind it, and on one with most before it. */
    private void assertPlan(Source source, String table, String... keys) {
        List<Source.Cut> cuts = new ArrayList<>(source.cuts(null));
        cuts.addAll(source.cuts(NEAR));
        cuts.addAll(source.cuts(FAR));
        for (Source.Cut cut : cuts) {
            database.transact(unit -> {
                String statement = SearchRepository.lengths(unit.dialect(), source, cut);
                Map<String, String> plan = new HashMap<>();
                List<String> extra = unit.list(
                        row -> {
                            plan.put(row.getString("table"), row.getString("key"));
                            return String.valueOf(row.getString("Extra"));
                        },
                        "EXPLAIN " + statement,
                        SearchRepository.parameters(source, cut, LIMIT));
                assertThat(plan.get(table)).as("%s: %s", statement, plan).isIn((Object[]) keys);
                assertThat(plan).as(statement).doesNotContainValue(null);
                assertThat(extra).as(statement).noneMatch(each -> each.contains("filesort"));

                long before = looked(unit);
                repository.candidates(unit, source, cut, LIMIT);
                assertThat(looked(unit) - before)
                        .as("entries and rows looked at by %s", statement)
                        .isLessThanOrEqualTo(5 * LIMIT);
                return unit;
            });
        }
    }

    /** What this connection has asked the storage engine for, with what that compared by itself. */
    private static long looked(UnitOfWork unit) {
        return unit
                .list(
                        row -> row.getLong(2),
                        "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%'"
                                + " OR Variable_name = 'Handler_icp_attempts'")
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}

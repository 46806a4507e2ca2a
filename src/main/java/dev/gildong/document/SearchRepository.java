package dev.gildong.document;

import dev.gildong.persistence.Dialect;
import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Candidates for a search in the database. */
final class SearchRepository {
    private static final String BY_NAME = "FROM document d";
    /** By the primary key, a planner would walk through the other collections of every player. */
    static final String OF_EVERYBODY = "document_in_collection";
    /** By the primary key, MySQL would take the entries of all players and sort them. */
    private static final String OF_A_PLAYER = "document_index_own";
    /** An outer join, so that no planner begins at the other end. */
    private static final String BY_INDEX = """
            FROM document_index i%s LEFT JOIN document d
              ON d.player_no = i.player_no AND d.collection = ? AND d.doc_key = i.doc_key""";

    /**
     * How many bytes candidates have, in the order of the source; 0 for deleted ones, which are walked through too.
     *
     * @param cut of this source
     */
    List<Integer> lengths(UnitOfWork unit, Source source, Source.Cut cut, int limit) {
        return unit.list(row -> row.getInt(1), lengths(unit.dialect(), source, cut), parameters(source, cut, limit));
    }

    /** The statement that asks for them. */
    static String lengths(Dialect dialect, Source source, Source.Cut cut) {
        return "SELECT d.body_bytes " + from(dialect, source) + rest(source, cut);
    }

    /** The first candidates; those of which {@link #lengths} tells, in the same snapshot. */
    List<Candidate> candidates(UnitOfWork unit, Source source, Source.Cut cut, int limit) {
        boolean indexed = source.index() != Source.BY_NAME;
        String columns = indexed ? "i.entry, i.player_no, i.doc_key" : "NULL, d.player_no, d.doc_key";
        return unit.list(
                row -> candidate(source, row),
                "SELECT " + columns + ", d.version, d.updated_at, d.body, p.player_id " + from(unit.dialect(), source)
                        + " LEFT JOIN player p ON p.player_no = d.player_no" + rest(source, cut),
                parameters(source, cut, limit));
    }

    private static String from(Dialect dialect, Source source) {
        if (source.index() != Source.BY_NAME) {
            return BY_INDEX.formatted(source.player().isPresent() ? dialect.byIndex(OF_A_PLAYER) : "");
        }
        return source.player().isPresent() ? BY_NAME : BY_NAME + dialect.byIndex(OF_EVERYBODY);
    }

    private static String rest(Source source, Source.Cut cut) {
        return " WHERE " + cut.where() + " ORDER BY " + source.order() + " LIMIT ?";
    }

    static Object[] parameters(Source source, Source.Cut cut, int limit) {
        List<Object> all = new ArrayList<>();
        if (source.index() != Source.BY_NAME) {
            all.add(source.collection());
        }
        all.addAll(cut.parameters());
        all.add(limit);
        return all.toArray();
    }

    private static Candidate candidate(Source source, ResultSet row) throws SQLException {
        byte[] entry = row.getBytes(1);
        Position position = new Position(entry == null ? Position.NO_ENTRY : entry, row.getLong(2), row.getString(3));
        String text = row.getString(6);
        if (text == null) {
            return new Candidate(position, List.of());
        }
        Document document = new Document(
                new DocumentId(position.player(), source.collection(), position.key()),
                row.getLong(4),
                UnitOfWork.instant(row.getLong(5)),
                text);
        return new Candidate(position, List.of(new Found(document, row.getString(7))));
    }

    /** @param found the document; none if it is deleted */
    record Candidate(Position position, List<Found> found) {}
}

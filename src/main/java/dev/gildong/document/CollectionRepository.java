package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Declared collections in the database. Whoever changes one has locked it. */
final class CollectionRepository {
    private static final String SELECT = """
            SELECT name, write_rule, visibility, precondition, max_bytes, max_documents, keep_versions, version,
              created_at, updated_at
            FROM document_collection""";

    private final IndexRepository indexes = new IndexRepository();

    Optional<Declared> find(UnitOfWork unit, String name) {
        return withIndexes(unit, unit.list(CollectionRepository::declared, SELECT + " WHERE name = ?", name)).stream()
                .findFirst();
    }

    /** Finds it, and keeps everyone else from changing it until the unit ends. */
    Optional<Declared> lock(UnitOfWork unit, String name) {
        return withIndexes(unit, unit.list(CollectionRepository::declared, SELECT + " WHERE name = ? FOR UPDATE", name))
                .stream()
                .findFirst();
    }

    /** In the order of their names, those after a name; all of them after the empty one. */
    List<Declared> page(UnitOfWork unit, String after, int limit) {
        return withIndexes(
                unit,
                unit.list(
                        CollectionRepository::declared,
                        SELECT + " WHERE name > ? ORDER BY name LIMIT ?",
                        after,
                        limit));
    }

    private List<Declared> withIndexes(UnitOfWork unit, List<Declared> found) {
        if (found.isEmpty()) {
            return found;
        }
        List<String> names = found.stream().map(Declared::name).toList();
        Map<String, List<IndexRepository.Index>> all =
                indexes.of(unit, names).stream().collect(Collectors.groupingBy(IndexRepository.Index::collection));
        return found.stream()
                .map(each -> each.with(all.getOrDefault(each.name(), List.of())))
                .toList();
    }

    /**
     * Adds a collection.
     *
     * @throws dev.gildong.persistence.ConstraintException if there is one of this name
     */
    void add(UnitOfWork unit, Declared collection) {
        Declared.Definition definition = collection.definition();
        unit.update(
                """
                INSERT INTO document_collection (name, write_rule, visibility, precondition, max_bytes, max_documents,
                  keep_versions, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                collection.name(),
                definition.write().wireName(),
                definition.visibility().wireName(),
                definition.precondition(),
                definition.maxBytes(),
                definition.maxDocuments(),
                definition.keepVersions(),
                collection.version(),
                UnitOfWork.micros(collection.createdAt()),
                UnitOfWork.micros(collection.updatedAt()));
    }

    /** Stores another definition. */
    void change(UnitOfWork unit, Declared collection) {
        Declared.Definition definition = collection.definition();
        unit.update(
                """
                UPDATE document_collection SET write_rule = ?, visibility = ?, precondition = ?, max_bytes = ?,
                  max_documents = ?, keep_versions = ?, version = ?, updated_at = ?
                WHERE name = ?
                """,
                definition.write().wireName(),
                definition.visibility().wireName(),
                definition.precondition(),
                definition.maxBytes(),
                definition.maxDocuments(),
                definition.keepVersions(),
                collection.version(),
                UnitOfWork.micros(collection.updatedAt()),
                collection.name());
    }

    void remove(UnitOfWork unit, String name) {
        unit.update("DELETE FROM document_collection WHERE name = ?", name);
    }

    private static Declared declared(ResultSet row) throws SQLException {
        return new Declared(
                row.getString("name"),
                new Declared.Definition(
                        Rules.WriteRule.of(row.getString("write_rule")),
                        Rules.Visibility.of(row.getString("visibility")),
                        row.getBoolean("precondition"),
                        number(row, "max_bytes"),
                        number(row, "max_documents"),
                        number(row, "keep_versions"),
                        List.of()),
                List.of(),
                row.getLong("version"),
                UnitOfWork.instant(row.getLong("created_at")),
                UnitOfWork.instant(row.getLong("updated_at")));
    }

    private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}

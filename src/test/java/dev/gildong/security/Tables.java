package dev.gildong.security;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All rows of all tables of a database, to be compared. */
final class Tables implements AutoCloseable {
    private final Connection connection;
    private final List<String> names;

    Tables(String databaseUrl) throws SQLException {
        this.connection = DriverManager.getConnection(databaseUrl);
        this.names = texts("""
                SELECT table_name FROM INFORMATION_SCHEMA.TABLES WHERE table_schema = SCHEMA() ORDER BY table_name""");
    }

    /** Every name of a column. */
    List<String> columns() throws SQLException {
        return texts("SELECT DISTINCT column_name FROM INFORMATION_SCHEMA.COLUMNS WHERE table_schema = SCHEMA()");
    }

    /** The rows of each table as texts, by its name. */
    Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        for (String name : names) {
            all.put(name, texts("SELECT * FROM " + name));
        }
        return all;
    }

    private List<String> texts(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet result = sql.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : " | ").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

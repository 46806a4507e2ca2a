package dev.gildong.privacy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks for a text in every column of every table of a database. */
final class Rows {
    private final String databaseUrl;

    Rows(String databaseUrl) {
        this.databaseUrl = databaseUrl;
    }

    /** The tables that hold this text, as {@code table.column}. */
    Set<String> holding(String text) {
        Set<String> found = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement sql = connection.createStatement()) {
            for (String table : tables(sql)) {
                try (ResultSet rows = sql.executeQuery("SELECT * FROM `" + table + "`")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            if (text(rows.getObject(i)).contains(text)) {
                                found.add(table + "." + rows.getMetaData().getColumnName(i));
                            }
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static List<String> tables(Statement sql) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                sql.executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = SCHEMA()")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static String text(@Nullable Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof java.sql.Blob blob) {
            return new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.UTF_8);
        }
        if (value instanceof java.sql.Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        }
        return String.valueOf(value);
    }
}

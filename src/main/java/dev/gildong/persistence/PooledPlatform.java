package dev.gildong.persistence;

import java.sql.SQLException;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.platform.database.MySQLPlatform;

/**
 * MySQL as EclipseLink writes SQL for it, on connections that the pool keeps out of auto-commit: EclipseLink would
 * switch that off and on around each transaction, at the cost of two round trips.
 */
public final class PooledPlatform extends MySQLPlatform {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean supportsAutoCommit() {
        return false;
    }

    /** Nothing to do: the first statement begins it. */
    @Override
    public void beginTransaction(DatabaseAccessor accessor) {}

    @Override
    public void commitTransaction(DatabaseAccessor accessor) throws SQLException {
        accessor.getConnection().commit();
    }

    @Override
    public void rollbackTransaction(DatabaseAccessor accessor) throws SQLException {
        accessor.getConnection().rollback();
    }
}

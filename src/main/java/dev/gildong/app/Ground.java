package dev.gildong.app;

import dev.gildong.change.ChangeLog;
import dev.gildong.change.ChangeSettings;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.DatabaseOpener;
import dev.gildong.persistence.DatabaseSettings;
import dev.gildong.persistence.SchemaExtensions;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What everything else stands on.
 *
 * @param changes to be started when everybody who wants to hear has said so, and closed before any of them
 */
record Ground(Settings settings, Database database, DatabaseClock clock, ChangeLog changes) {

    /**
     * Opens the database.
     *
     * @param more tables and entities of game modules
     * @param opened takes what must be closed
     */
    static Ground open(Settings settings, SchemaExtensions more, MeterRegistry meters, Opened opened) {
        Database database = opened.add(
                new DatabaseOpener(settings.group(DatabaseSettings.class), settings.group(AppSettings.class), meters)
                        .open(more));
        DatabaseClock clock = opened.add(new DatabaseClock(database));
        return new Ground(settings, database, clock, new ChangeLog(database, settings.group(ChangeSettings.class)));
    }
}

package dev.gildong.app;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.change.ChangeLog;
import dev.gildong.change.ChangeSettings;
import dev.gildong.config.AppSettings;
import dev.gildong.config.Settings;
import dev.gildong.event.Events;
import dev.gildong.http.PageTokens;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.DatabaseOpener;
import dev.gildong.persistence.DatabaseSettings;
import dev.gildong.persistence.SchemaExtensions;
import dev.gildong.persistence.SharedSecrets;
import dev.gildong.token.Token;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What every feature stands on.
 *
 * @param changes to be started when everybody who wants to hear has said so, and closed before any of them
 */
record Ground(
        Settings settings,
        MeterRegistry meters,
        Database database,
        DatabaseClock clock,
        ChangeLog changes,
        CacheCatalogue caches,
        Events events,
        PageTokens tokens) {

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
        ChangeLog changes = new ChangeLog(database, settings.group(ChangeSettings.class));
        changes.measure(meters);
        CacheCatalogue caches = opened.add(new CacheCatalogue(changes, meters));
        opened.add(changes);
        opened.add(new Alarms(database, changes));
        PageTokens tokens =
                new PageTokens(new SharedSecrets(database).get("page-tokens", Token.random(Token.SECRET_BYTES)));
        return new Ground(settings, meters, database, clock, changes, caches, new Events(), tokens);
    }

    CacheSettings cacheLimits() {
        return settings.group(CacheSettings.class);
    }
}

package dev.gildong.app;

import dev.gildong.apikey.ApiKeys;
import dev.gildong.config.AppSettings;
import dev.gildong.config.SettingsException;
import dev.gildong.persistence.DatabaseSettings;

/** What is fine on a developer's machine and stops a start in production. */
final class ProductionChecks {

    private ProductionChecks() {}

    static void beforeStart(AppSettings app, DatabaseSettings database) {
        if (app.mode() == AppSettings.Mode.PRODUCTION && !database.url().startsWith("jdbc:mysql:")) {
            throw new SettingsException("gildong.database.url must be set to a MySQL database in production;"
                    + " the embedded one serves one process");
        }
    }

    static void adminKey(ApiKeys keys) {
        if (!keys.hasAdmin()) {
            throw new SettingsException("gildong.admin-key must be set for the first start in production:"
                    + " a key shown on a console would end up in a log");
        }
    }
}

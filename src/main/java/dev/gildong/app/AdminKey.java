package dev.gildong.app;

import dev.gildong.apikey.ApiKeys;
import dev.gildong.config.AppSettings;

/** Sees to it that somebody can administer the server: with the key that is set, or one that is made and shown once. */
final class AdminKey {
    private final ApiKeys keys;
    private final AppSettings settings;

    AdminKey(ApiKeys keys, AppSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    void provide() {
        if (!settings.adminKey().isEmpty()) {
            keys.setAdmin(settings.adminKey());
        } else if (settings.mode() == AppSettings.Mode.PRODUCTION) {
            ProductionChecks.adminKey(keys);
        } else {
            // On the console, not in the log: logs are kept and shipped.
            keys.makeFirstAdmin().ifPresent(secret -> System.out.println("Admin key (shown once): " + secret));
        }
    }
}

package dev.gildong.app;

import dev.gildong.apikey.ApiKeys;
import dev.gildong.config.AppSettings;
import dev.gildong.config.SettingsException;
import dev.gildong.http.HttpSettings;
import dev.gildong.persistence.DatabaseSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is fine on a developer's machine and stops a start in production. */
final class ProductionChecks {
    /** A random key of 32 hexadecimal digits has 14 as a rule, and hardly ever fewer than this. */
    private static final int MIN_DIFFERENT = 8;

    /** What stands in examples, ours and others'; a random key has none of it. */
    private static final List<String> EXAMPLES = List.of(
            "admin-key",
            "adminkey",
            "bench-key",
            "change-me",
            "changeme",
            "example",
            "password",
            "your-key",
            "0123456789",
            "123456789",
            "abcdefgh",
            "mfkq9r8gkyqrtwjupd8ilpzio2lalasw",
            "jt3vx0oyl5m1ce8rq2wz7ua4sd6fg9hk"); // the last: openapi.yaml

    private static final Set<String> EXAMPLE_PASSWORDS =
            Set.of("gildong", "password", "secret", "changeme", "change-me", "root", "admin", "a password of your own");

    private ProductionChecks() {}

    static void beforeStart(AppSettings app, DatabaseSettings database) {
        if (app.mode() != AppSettings.Mode.PRODUCTION) {
            return;
        }
        if (!database.url().startsWith("jdbc:mysql:")) {
            throw new SettingsException("gildong.database.url must be set to a MySQL database in production;"
                    + " the embedded one serves one process");
        }
        if (!app.adminKey().isEmpty() && known(app.adminKey())) {
            throw new SettingsException("gildong.admin-key is one that anyone could try; it must be random in"
                    + " production: head -c 32 /dev/urandom | base64");
        }
        if (EXAMPLE_PASSWORDS.contains(database.password())) {
            throw new SettingsException("gildong.database.password is one that anyone would try");
        }
    }

    /** What a page of plain http may read, everybody on its way can change. */
    static void origins(AppSettings app, HttpSettings http) {
        http.origins().stream()
                .filter(origin -> app.mode() == AppSettings.Mode.PRODUCTION && !origin.startsWith("https:"))
                .findFirst()
                .ifPresent(origin -> {
                    throw new SettingsException(
                            "gildong.http.cors-origins has \"" + origin + "\"; in production only https is allowed");
                });
    }

    /** Whether a key stands in an example, or was typed rather than drawn. */
    static boolean known(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return key.chars().distinct().count() < MIN_DIFFERENT
                || EXAMPLES.stream().anyMatch(lower::contains);
    }

    static void adminKey(ApiKeys keys) {
        if (!keys.hasAdmin()) {
            throw new SettingsException("gildong.admin-key must be set for the first start in production:"
                    + " a key shown on a console would end up in a log");
        }
    }
}

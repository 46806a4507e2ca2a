package dev.gildong.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What holds in a collection.
 *
 * @param maxBytes of one document in UTF-8
 * @param maxDocuments of one player
 * @param keepVersions former versions that are kept of each document
 * @param precondition whether every change must say what it builds on
 */
record Rules(
        WriteRule write,
        Visibility visibility,
        boolean precondition,
        int maxBytes,
        int maxDocuments,
        int keepVersions) {

    /** Rules of a collection that was not declared. */
    static Rules of(DocumentSettings settings) {
        return new Rules(
                WriteRule.PLAYERS,
                Visibility.PRIVATE,
                false,
                settings.maxBytes(),
                settings.maxDocuments(),
                settings.keepVersions());
    }

    /** Who changes documents. */
    enum WriteRule {
        /** Their players, and game servers. */
        @JsonProperty("players")
        PLAYERS,
        /** Game servers alone. */
        @JsonProperty("servers")
        SERVERS;

        static WriteRule of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who reads documents. */
    enum Visibility {
        /** Their players, and game servers. */
        @JsonProperty("private")
        PRIVATE,
        /** Every player who is signed in. */
        @JsonProperty("public")
        PUBLIC,
        /** Game servers alone. */
        @JsonProperty("servers")
        SERVERS;

        static Visibility of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

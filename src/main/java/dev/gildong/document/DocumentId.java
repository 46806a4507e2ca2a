package dev.gildong.document;

import dev.gildong.token.Token;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Names a document. Whoever locks several does so in this order, so that no two wait for each other.
 *
 * @param player number of the player whose it is
 * @param collection see {@link #isCollection}
 * @param key see {@link #isKey}
 */
record DocumentId(long player, String collection, String key) implements Comparable<DocumentId> {
    /** The longest key, in characters. */
    static final int MAX_KEY = 128;

    private static final Pattern COLLECTION = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,128}");
    private static final Comparator<DocumentId> ORDER = Comparator.comparingLong(DocumentId::player)
            .thenComparing(DocumentId::collection)
            .thenComparing(DocumentId::key);

    /** @throws dev.gildong.http.ProblemException 400 if a document cannot be called so */
    DocumentId {
        if (!isCollection(collection)) {
            throw DocumentProblems.collectionName();
        }
        if (!isKey(key)) {
            throw DocumentProblems.key();
        }
    }

    /** Whether a collection may be called so: 1 to 64 of a-z 0-9 - and no hyphen first. */
    static boolean isCollection(String text) {
        return COLLECTION.matcher(text).matches();
    }

    /** Whether a document may be called so: 1 to 128 of A-Z a-z 0-9 . _ - and no point first or beside another. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches() && !text.contains("..");
    }

    /** Whether a key could begin so. */
    static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /** What it is remembered by: as long for every document, and short enough for the log of changes. */
    String cacheKey() {
        return Token.hash(player + "/" + collection + "/" + key);
    }

    @Override
    public int compareTo(DocumentId other) {
        return ORDER.compare(this, other);
    }
}

package dev.gildong.session;

import dev.gildong.http.PageTokens;

/** A place in the list of a player's sessions, the latest first. */
record SessionPlace(long createdAtMicros, String id) {
    /** Before all. */
    static final SessionPlace START = new SessionPlace(Long.MAX_VALUE, "");

    /** @param text as {@link #toString} wrote it, and a token has kept it */
    static SessionPlace of(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            throw PageTokens.invalid();
        }
        return new SessionPlace(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
    }

    @Override
    public String toString() {
        return createdAtMicros + " " + id;
    }
}

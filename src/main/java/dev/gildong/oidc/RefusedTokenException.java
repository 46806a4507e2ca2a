package dev.gildong.oidc;

/** A token signs nobody in. Why is for the log alone. */
final class RefusedTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason in a word or two, with hyphens; nothing of the token */
    RefusedTokenException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

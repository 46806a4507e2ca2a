package dev.gildong.config;

/** A setting that stops the start. The message names the key, what was wrong and what is allowed. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the person who starts the server; never holds a secret */
    public SettingsException(String message) {
        super(message);
    }
}

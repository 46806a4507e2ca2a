package dev.gildong.oidc;

/** An issuer answered, but not what OpenID Connect asks of it. The message is for the log alone. */
final class IssuerException extends Exception {
    private static final long serialVersionUID = 1L;

    IssuerException(String message) {
        super(message);
    }
}

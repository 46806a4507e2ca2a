package dev.gildong.oidc;

import java.time.Instant;

/**
 * An ID token that was found good: its provider vouches for this subject, to us, now.
 *
 * @param provider its name in the settings
 * @param subject 1 to 255 printable ASCII characters; the provider's name for somebody, never given to another
 * @param hash SHA-256 of what is signed, the same for all ways to write the signature
 * @param refusedFrom when it would be refused anyway: until then it has to be remembered that it was used
 */
public record IdToken(String provider, String subject, String hash, Instant refusedFrom) {

    /** Does not show the subject. */
    @Override
    public String toString() {
        return "IdToken[" + provider + "]";
    }
}

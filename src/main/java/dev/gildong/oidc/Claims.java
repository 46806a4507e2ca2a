package dev.gildong.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gildong.token.Token;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a token says (OpenID Connect Core 1.0, section 3.1.3.7). Safe for any number of threads. */
final class Claims {
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    /** What the setting allows at most: a token that was used is remembered so long, whatever the setting becomes. */
    private static final Duration LONGEST_AGE = Duration.ofDays(1);

    /** Section 2: ASCII, 255 characters at most. */
    private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final InstantSource clock;
    private final Duration maxAge;

    /** @param maxAge how long after its issue a token is good */
    Claims(InstantSource clock, Duration maxAge) {
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /** @param nonce that the client wanted in the token; null if it says of none */
    IdToken checked(SignedJWT token, Provider provider, @Nullable String nonce) throws RefusedTokenException {
        JWTClaimsSet claims;
        @Nullable String authorized;
        @Nullable String given;
        try {
            claims = token.getJWTClaimsSet();
            // The library takes a number as well.
            require(token.getPayload().toJSONObject().get("sub") instanceof String, "subject");
            authorized = claims.getStringClaim("azp");
            given = claims.getStringClaim("nonce");
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedTokenException("claims");
        }
        require(provider.issuer().equals(claims.getIssuer()), "issuer");
        requireAudience(claims.getAudience(), authorized, provider);
        requireNonce(given, nonce, provider);
        @Nullable String subject = claims.getSubject();
        if (subject == null || !SUBJECT.matcher(subject).matches()) {
            throw new RefusedTokenException("subject");
        }
        String signed = new String(token.getSigningInput(), StandardCharsets.US_ASCII);
        return new IdToken(provider.name(), subject, Token.hash(signed), requireTimes(claims));
    }

    private static void requireAudience(List<String> audience, @Nullable String authorized, Provider provider)
            throws RefusedTokenException {
        require(audience.stream().anyMatch(provider::isOurs), "audience");
        require(audience.size() == 1 || provider.isOurs(authorized), "authorized-party");
    }

    private static void requireNonce(@Nullable String given, @Nullable String wanted, Provider provider)
            throws RefusedTokenException {
        require(given == null ? wanted == null : given.equals(wanted), "nonce");
        require(given != null || !provider.nonceRequired(), "nonce");
    }

    /** Answers when the token would be refused by its times, under any setting. */
    private Instant requireTimes(JWTClaimsSet claims) throws RefusedTokenException {
        Instant now = clock.instant();
        Instant end = instant(claims.getExpirationTime(), "expiry");
        Instant issued = instant(claims.getIssueTime(), "issue-time");
        @Nullable Date notBefore = claims.getNotBeforeTime();
        require(now.isBefore(end.plus(LEEWAY)), "expired");
        require(!now.isBefore(issued.minus(LEEWAY)), "issued-in-the-future");
        require(now.isBefore(issued.plus(maxAge).plus(LEEWAY)), "too-old");
        require(notBefore == null || !now.isBefore(notBefore.toInstant().minus(LEEWAY)), "not-yet");
        Instant longest = issued.plus(LONGEST_AGE);
        return (end.isBefore(longest) ? end : longest).plus(LEEWAY);
    }

    private static Instant instant(@Nullable Date date, String reason) throws RefusedTokenException {
        if (date == null) {
            throw new RefusedTokenException("no-" + reason);
        }
        return date.toInstant();
    }

    private static void require(boolean good, String reason) throws RefusedTokenException {
        if (!good) {
            throw new RefusedTokenException(reason);
        }
    }
}

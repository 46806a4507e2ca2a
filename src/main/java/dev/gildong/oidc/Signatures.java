package dev.gildong.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies who signed a token (RFC 7515), by the issuer's keys alone: a key or an address in the token's header is not
 * looked at. Safe for any number of threads.
 */
final class Signatures {
    private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);
    /** By a pair of keys alone: with HMAC whoever can verify can sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** More than any issuer needs, and little to parse. */
    private static final int LONGEST = 16_384;

    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    /**
     * Reads a token and verifies its signature; of its claims nothing is checked.
     *
     * @throws dev.gildong.http.ProblemException 503 if the keys are not there
     */
    SignedJWT verified(String text, IssuerKeys keys) throws RefusedTokenException {
        SignedJWT token = parse(text);
        JWSHeader header = token.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new RefusedTokenException("algorithm");
        }
        Set<String> critical = header.getCriticalParams();
        if (critical != null && !critical.isEmpty()) { // none is understood here (section 4.1.11)
            throw new RefusedTokenException("critical-header");
        }
        JOSEObjectType type = header.getType();
        if (type != null && !type.equals(JOSEObjectType.JWT)) { // an access token, say (RFC 9068)
            throw new RefusedTokenException("type");
        }
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        List<JWK> matching = keys.current().stream().filter(matcher::matches).toList();
        if (signedByOne(token, matching)) {
            return token;
        }
        if (!matching.isEmpty() && header.getKeyID() != null) {
            throw new RefusedTokenException("signature");
        }
        if (!signedByOne(token, keys.newer().stream().filter(matcher::matches).toList())) {
            throw new RefusedTokenException(matching.isEmpty() ? "key" : "signature");
        }
        return token;
    }

    private static SignedJWT parse(String text) throws RefusedTokenException {
        if (text.length() > LONGEST) {
            throw new RefusedTokenException("length");
        }
        try {
            return SignedJWT.parse(text);
        } catch (ParseException
                | RuntimeException e) { // the library meets a header of null with a NullPointerException
            throw new RefusedTokenException("form");
        }
    }

    private boolean signedByOne(SignedJWT token, List<JWK> keys) {
        for (JWK key : keys) {
            try {
                if (token.verify(verifiers.createJWSVerifier(token.getHeader(), ((AsymmetricJWK) key).toPublicKey()))) {
                    return true;
                }
            } catch (JOSEException e) {
                LOG.debug("a key of another curve than the algorithm's", e);
            }
        }
        return false;
    }
}

package dev.gildong.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Json;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Documents as texts. The text is what is stored and answered, so numbers stay as they were sent, digit for digit; a
 * database that keeps JSON in a form of its own would make the next double of some. ADR 026.
 */
final class DocumentText {
    private static final int MAX_DEPTH = 32;
    /** What {@link Json} reads at most. */
    private static final int MAX_NUMBER_LENGTH = 100;

    private DocumentText() {}

    /** What is stored, as a tree of the caller's own. */
    static ObjectNode read(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is no JSON", e);
        }
    }

    /**
     * The text to store.
     *
     * @param maxBytes in UTF-8
     * @throws ProblemException 400 if it could not be read again as it is: for half a surrogate pair, a number that no
     *     double comes near, or because it is too deep. 413 if it is too long
     */
    static String write(ObjectNode document, int maxBytes) {
        check(document, 1);
        String text;
        try {
            text = Json.MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw refused("It holds half a surrogate pair.");
        }
        if (bytes(text) > maxBytes) {
            throw DocumentProblems.tooLarge(maxBytes);
        }
        return text;
    }

    /** How long a text is in UTF-8. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void check(JsonNode node, int depth) {
        if (node.isNumber()) {
            checkNumber(node);
        } else if (node.isContainerNode()) {
            if (depth > MAX_DEPTH) {
                throw refused("It has objects and arrays more than " + MAX_DEPTH + " deep.");
            }
            for (JsonNode child : node) {
                check(child, depth + 1);
            }
        }
    }

    private static void checkNumber(JsonNode number) {
        if ((number.isBigDecimal() || number.isBigInteger()) && !fits(number.decimalValue())) {
            throw refused("It has a number that is out of range.");
        }
    }

    /** Whether a number can be stored: clients come near it, and this server reads it again. */
    static boolean fits(BigDecimal number) {
        return isReadable(number) && number.toString().length() <= MAX_NUMBER_LENGTH;
    }

    /** Whether a client that reads numbers as doubles, as most do, comes near it. */
    static boolean isReadable(BigDecimal number) {
        double read = number.doubleValue();
        return !Double.isInfinite(read) && (read != 0 || number.signum() == 0);
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemType.INVALID, "The document cannot be stored. " + why);
    }
}

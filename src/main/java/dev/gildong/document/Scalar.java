package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values that have no parts, as bytes that sort as the values do: null, false, true, numbers, texts. Numbers are exact;
 * of a text there is the beginning, in UTF-8, whose bytes sort by code point.
 */
final class Scalar {
    /** The longest encoding. */
    static final int MAX_BYTES = 96;

    private static final byte NULL = 1;
    private static final byte FALSE = 2;
    private static final byte TRUE = 3;
    private static final byte NUMBER = 4;
    private static final byte TEXT = 5;

    private static final byte NEGATIVE = 0;
    private static final byte ZERO = 1;
    private static final byte POSITIVE = 2;
    /** Makes exponents of ten positive; those of doubles are within -324 and 309. */
    private static final int BIAS = 1000;

    private Scalar() {}

    /** Whether two are the same value: 1 is 1.0, and not "1". */
    static boolean equal(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue()) == 0
                : !a.isNumber() && !b.isNumber() && a.equals(b);
    }

    /** Whether two can be said to be greater or less than each other: numbers, or texts. */
    static boolean comparable(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() || a.isTextual() && b.isTextual();
    }

    /** Compares two that are {@link #comparable}; texts by code point. */
    static int compare(JsonNode a, JsonNode b) {
        return a.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : Arrays.compareUnsigned(utf8(a.textValue()), utf8(b.textValue()));
    }

    /** The bytes by which a value is sorted; {@link #MAX_BYTES} at most. */
    static byte[] encoded(JsonNode value) {
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isTextual()) {
            return tagged(TEXT, utf8(value.textValue()));
        }
        return new byte[] {value.isNull() ? NULL : value.booleanValue() ? TRUE : FALSE};
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tagged(byte tag, byte[] content) {
        byte[] bytes = new byte[Math.min(MAX_BYTES, content.length + 1)];
        bytes[0] = tag;
        System.arraycopy(content, 0, bytes, 1, bytes.length - 1);
        return bytes;
    }

    /**
     * Sign, exponent and digits: two digits a byte, the most significant ones first. Of a negative number all bits are the
     * other way round, and a byte at the end makes the longer one the less.
     */
    private static byte[] number(BigDecimal number) {
        if (number.signum() == 0) {
            return new byte[] {NUMBER, ZERO};
        }
        BigDecimal plain = number.abs().stripTrailingZeros();
        BigInteger unscaled = plain.unscaledValue();
        String digits = unscaled.toString();
        int exponent = digits.length() - plain.scale() + BIAS;
        int pairs = (digits.length() + 1) / 2;
        boolean negative = number.signum() < 0;
        byte[] bytes = new byte[4 + pairs + (negative ? 1 : 0)];
        bytes[0] = NUMBER;
        bytes[1] = negative ? NEGATIVE : POSITIVE;
        int flip = negative ? 0xff : 0;
        bytes[2] = (byte) (exponent >> 8 ^ flip);
        bytes[3] = (byte) (exponent ^ flip);
        String even = digits + "0";
        for (int i = 0; i < pairs; i++) {
            bytes[4 + i] = (byte) (Integer.parseInt(even, 2 * i, 2 * i + 2, 10) ^ flip);
        }
        if (negative) {
            bytes[4 + pairs] = (byte) 0xff;
        }
        return bytes;
    }
}

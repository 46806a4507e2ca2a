package dev.gildong.leaderboard;

import dev.gildong.http.ProblemException;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * How a board writes its scores. Inside they are whole numbers of the smallest unit, within ±(2^53 - 1), so that no
 * client loses a digit.
 *
 * @param digits behind the point
 */
public record Decimals(int digits) {
    /** The largest score, in the smallest unit. */
    public static final long MAX = (1L << 53) - 1;

    /**
     * Reads a score out of a body.
     *
     * @param pointer where in the body it is, for the answer
     * @throws ProblemException 400 if it has more digits behind the point, an exponent, or is too large
     */
    public long units(BigDecimal score, String pointer) {
        return units(score, detail -> ProblemException.invalid(pointer, detail));
    }

    /**
     * Reads a score.
     *
     * @param problem the answer to one that has more digits behind the point, an exponent, or is too large; takes what
     *     it must be, from "must" on
     */
    public long units(BigDecimal score, Function<String, ProblemException> problem) {
        if (score.scale() < 0 || score.scale() > digits) {
            throw problem.apply(
                    digits == 0
                            ? "must be a whole number without point or exponent"
                            : "must be a number with at most " + digits + " digits behind the point and no exponent");
        }
        BigDecimal units = score.movePointRight(digits);
        if (units.abs().compareTo(BigDecimal.valueOf(MAX)) > 0) {
            throw problem.apply("must lie within plus or minus " + number(MAX));
        }
        return units.longValueExact();
    }

    /** As it is written in JSON. */
    public Number number(long units) {
        return digits == 0 ? (Number) units : BigDecimal.valueOf(units, digits);
    }
}

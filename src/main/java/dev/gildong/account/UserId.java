package dev.gildong.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import dev.gildong.http.ProblemException;

/**
 * The name a player signs in with: 3 to 32 code points in NFC: letters, marks, decimal digits and {@code _ - .} of one
 * script, or of several that are commonly written together.
 *
 * @param text as it was chosen, in NFC
 * @param key what user ids are compared by: the confusable skeleton of the case-folded text (Unicode Technical
 *     Standard 39, section 4), so that look-alikes are the same
 */
public record UserId(String text, String key) {
    private static final int MIN = 3;
    private static final int MAX = 32;
    private static final int MAX_KEY = 255;
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.CONFUSABLE)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    /**
     * Reads what a player wants to be called.
     *
     * @throws ProblemException 400 if no player may be called so
     */
    public static UserId of(String text) {
        if (text.length() > 4 * MAX) {
            throw invalid();
        }
        String nfc = Normalizer2.getNFCInstance().normalize(text);
        int length = nfc.codePointCount(0, nfc.length());
        if (length < MIN || length > MAX || !nfc.codePoints().allMatch(UserId::allowed) || mark(nfc.codePointAt(0))) {
            throw invalid();
        }
        if (CHECKER.failsChecks(nfc)) {
            throw ProblemException.invalid("/userId", "mixes scripts in a way that others could mistake");
        }
        // Folded once more: the skeleton of a nought is a capital O.
        String key = UCharacter.foldCase(CHECKER.getSkeleton(UCharacter.foldCase(nfc, true)), true);
        if (key.length() > MAX_KEY) {
            throw invalid();
        }
        return new UserId(nfc, key);
    }

    private static ProblemException invalid() {
        return ProblemException.invalid("/userId", "must be 3 to 32 letters, digits, or _ - .");
    }

    /** It would be drawn on whatever stands before the name. */
    private static boolean mark(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == UCharacter.NON_SPACING_MARK || type == UCharacter.COMBINING_SPACING_MARK;
    }

    /** Fillers are letters and variation selectors are marks; but nobody sees them, and their skeleton is empty. */
    private static boolean allowed(int codePoint) {
        if (UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
            return false;
        }
        return switch (UCharacter.getType(codePoint)) {
            case UCharacter.UPPERCASE_LETTER,
                    UCharacter.LOWERCASE_LETTER,
                    UCharacter.TITLECASE_LETTER,
                    UCharacter.MODIFIER_LETTER,
                    UCharacter.OTHER_LETTER,
                    UCharacter.NON_SPACING_MARK,
                    UCharacter.COMBINING_SPACING_MARK,
                    UCharacter.DECIMAL_DIGIT_NUMBER -> true;
            default -> codePoint == '_' || codePoint == '-' || codePoint == '.';
        };
    }
}

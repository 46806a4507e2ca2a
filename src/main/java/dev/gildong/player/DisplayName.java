package dev.gildong.player;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import dev.gildong.http.ProblemException;

/**
 * The name that other players see: 1 to 32 code points in NFC, any script and emoji, without controls, bidi marks, lone
 * surrogates or unassigned characters, without spaces at its ends, and not made of invisible ones alone.
 */
public record DisplayName(String text) {
    private static final int MAX = 32;
    private static final int ZERO_WIDTH_JOINER = 0x200D; // joins emoji
    private static final int BRAILLE_BLANK = 0x2800;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // needed to write Persian

    /** @throws ProblemException 400 if it cannot be shown safely */
    public static DisplayName of(String text) {
        // Not even normalised: that takes the square of the length for marks in disorder.
        if (text.length() > 4 * MAX) {
            throw invalid();
        }
        String nfc = Normalizer2.getNFCInstance().normalize(text);
        if (nfc.codePointCount(0, nfc.length()) > MAX
                || !nfc.codePoints().allMatch(DisplayName::allowed)
                || nfc.codePoints().noneMatch(DisplayName::visible)
                || UCharacter.isUWhiteSpace(nfc.codePointAt(0))
                || UCharacter.isUWhiteSpace(nfc.codePointBefore(nfc.length()))) {
            throw invalid();
        }
        return new DisplayName(nfc);
    }

    private static ProblemException invalid() {
        return ProblemException.invalid(
                "/displayName",
                "must be 1 to 32 characters that can be seen, without controls, direction marks, or spaces at its"
                        + " ends");
    }

    /** Fillers and variation selectors are letters and marks that show nothing, as does the empty Braille pattern. */
    private static boolean visible(int codePoint) {
        return codePoint != BRAILLE_BLANK
                && !UCharacter.isUWhiteSpace(codePoint)
                && !UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    private static boolean allowed(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case UCharacter.CONTROL,
                    UCharacter.SURROGATE,
                    UCharacter.PRIVATE_USE,
                    UCharacter.UNASSIGNED,
                    UCharacter.LINE_SEPARATOR,
                    UCharacter.PARAGRAPH_SEPARATOR -> false;
            case UCharacter.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}

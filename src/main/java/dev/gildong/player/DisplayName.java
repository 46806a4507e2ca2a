package dev.gildong.player;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import dev.gildong.http.ProblemException;

/**
 * The name that other players see: 1 to 32 code points in NFC, any script and emoji, without controls, bidi marks, lone
 * surrogates or unassigned characters, and without spaces at its ends.
 */
public record DisplayName(String text) {
    private static final int MAX = 32;
    private static final int ZERO_WIDTH_JOINER = 0x200D; // joins emoji
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // needed to write Persian

    /** @throws ProblemException 400 if it cannot be shown safely */
    public static DisplayName of(String text) {
        String nfc = Normalizer2.getNFCInstance().normalize(text);
        int length = nfc.codePointCount(0, nfc.length());
        if (length < 1
                || length > MAX
                || !nfc.equals(nfc.strip())
                || !nfc.codePoints().allMatch(DisplayName::shown)) {
            throw ProblemException.invalid(
                    "/displayName",
                    "must be 1 to 32 characters without controls, direction marks, or spaces at its ends");
        }
        return new DisplayName(nfc);
    }

    private static boolean shown(int codePoint) {
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

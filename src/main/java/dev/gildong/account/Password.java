package dev.gildong.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import dev.gildong.http.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A password on its way to the hash: 8 to 128 code points of any kind, and none of the well-known ones. No other rule,
 * as OWASP ASVS 5.0 section 6.2 asks. Kept in NFC, since keyboards differ in how they write an accent.
 */
record Password(String text) {
    private static final int MIN = 8;
    private static final int MAX = 128;
    private static final Set<String> COMMON = common();

    /** A password that a player chooses. */
    static Password chosen(String text, UserId userId) {
        Password password = sent(text);
        if (text.codePointCount(0, text.length()) < MIN) {
            throw ProblemException.invalid("/password", "must have at least 8 characters");
        }
        String folded = UCharacter.foldCase(text, true);
        if (COMMON.contains(folded) || folded.equals(UCharacter.foldCase(userId.text(), true))) {
            throw ProblemException.invalid("/password", "is one of the first that anyone would try");
        }
        return password;
    }

    /** A password that is to be compared. */
    static Password sent(String text) {
        boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!whole || text.codePointCount(0, text.length()) > MAX) {
            throw ProblemException.invalid("/password", "must have at most 128 characters");
        }
        return new Password(Normalizer2.getNFCInstance().normalize(text));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Password";
    }

    private static Set<String> common() {
        try (InputStream in = Password.class.getResourceAsStream("common-passwords.txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

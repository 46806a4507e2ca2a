package dev.gildong.account;

import dev.gildong.http.ProblemException;
import dev.gildong.token.Token;
import java.util.regex.Pattern;

/** The secret that a device keeps to sign in by: 16 to 128 printable ASCII characters. Only its hash is stored. */
record DeviceId(String hash) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{16,128}");

    static DeviceId of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw ProblemException.invalid("/deviceId", "must be 16 to 128 printable ASCII characters without spaces");
        }
        return new DeviceId(Token.hash(text));
    }
}

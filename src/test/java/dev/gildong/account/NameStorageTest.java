package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Java takes for a name, the columns take too, and they tell apart what Java tells apart. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NameStorageTest {
    private static final String PASSWORD = "tiger on the red bridge";
    private static final String GOTHIC = "\ud800\udf30"; // a letter of two UTF-16 units and four bytes

    private final TestServer server;
    private final Client anonymous;
    private final String digits = String.valueOf(ThreadLocalRandom.current().nextInt(100_000, 1_000_000));

    NameStorageTest(TestDatabase database) {
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private Answer register(String userId, String displayName) {
        return anonymous.post(
                "/v1/accounts",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("userId", userId)
                        .put("password", PASSWORD)
                        .put("displayName", displayName)
                        .toString());
    }

    private static String letters(String digits, String letter, int length) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int digit = i < digits.length() ? digits.charAt(i) - '0' : 0;
            name.appendCodePoint(letter.codePointAt(0) + digit);
        }
        return name.toString();
    }

    @Test
    void longestNamesOfTheLargestLettersShouldFitAndBeFoundAgain() {
        String userId = letters(digits, GOTHIC, 32);
        String name = "\uD83D\uDC05".repeat(32);

        Answer made = register(userId, name);

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        Client player = anonymous.withToken(made.json().get("token").textValue());
        assertThat(player.get("/v1/me").json().get("displayName").textValue()).isEqualTo(name);
        assertThat(player.get("/v1/me/identities").json().at("/password/userId").textValue())
                .isEqualTo(userId);
        assertThat(register(userId + GOTHIC, "x").status()).isEqualTo(400);
        assertThat(register("u" + digits, name + "x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"jose, jos\u00e9", "ann, ann.", "bob, bob-", "\u30db\u30f3, \u30dc\u30f3", "resume, r\u00e9sum\u00e9"})
    void namesThatDifferShouldBeTwoPlayersInTheDatabaseToo(String one, String other) {
        assertThat(register(digits + one, "x").status()).isEqualTo(201);
        assertThat(register(digits + other, "x").status()).isEqualTo(201);
    }

    @Test
    void databaseItselfShouldHoldAKeyOnce() {
        assertThat(register("ann" + digits, "x").status()).isEqualTo(201);
        assertThat(register("bob" + digits, "x").status()).isEqualTo(201);
        String key = UserId.of("bob" + digits).key();

        assertThatThrownBy(() -> server.sql("UPDATE password_identity SET user_key = '" + key + "' WHERE user_key = '"
                        + UserId.of("ann" + digits).key() + "'"))
                .hasStackTraceContaining("password_user_unique");
    }
}

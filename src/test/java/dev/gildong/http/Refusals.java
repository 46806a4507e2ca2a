package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client.Answer;
import java.util.regex.Pattern;

/** What must hold for every answer that refuses a request. */
public final class Refusals {
    /** Class names, SQL and stack traces. */
    private static final Pattern LEAK = Pattern.compile(
            "dev\\.gildong|java\\.|jakarta\\.|javax\\.|\\borg\\.|\\bcom\\.|Exception|Caused by|\\bat [\\w$]+\\.[\\w$]+"
                    + "|\\b(SELECT|INSERT|UPDATE|DELETE) |SQL|jdbc:|Jetty|Jersey|Jackson|\\.java\\b|<html",
            Pattern.CASE_INSENSITIVE);

    private Refusals() {}

    /** A problem with this status that tells nothing about the inside. */
    public static void assertProblem(int status, Answer answer, String what) {
        assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(status);
        assertClientError(answer, what);
    }

    /** A problem with any 4xx status that tells nothing about the inside. */
    public static void assertClientError(Answer answer, String what) {
        assertThat(answer.status()).as("%s: %s", what, answer).isBetween(400, 499);
        assertThat(answer.header("Content-Type")).as("%s: %s", what, answer).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").intValue()).as(what).isEqualTo(answer.status());
        assertThat(answer.json().get("instance").textValue()).as(what).isEqualTo(answer.header("X-Request-Id"));
        assertTellsNothing(answer, what);
    }

    /** Not even an answer that is no problem may name what it was made with. */
    static void assertTellsNothing(Answer answer, String what) {
        assertThat(answer.body()).as(what).doesNotContainPattern(LEAK);
        assertThat(answer.header("Server") + answer.header("X-Powered-By"))
                .as(what)
                .isEmpty();
    }
}

package dev.gildong.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** Worked out by another implementation of HMAC. */
    @Test
    void signatureShouldBeTheOneThatOthersCompute() {
        assertThat(WebhookSecret.chosen("whsec_" + KEY)
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void freshOnesShouldDifferAndBeOfTheFormThatIsAsked() {
        WebhookSecret fresh = WebhookSecret.fresh();

        assertThat(fresh.text())
                .matches("whsec_[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(WebhookSecret.fresh().text());
        assertThat(WebhookSecret.chosen(fresh.text())).isEqualTo(fresh);
    }

    @Test
    void textFormShouldHideTheKey() {
        assertThat(WebhookSecret.chosen("whsec_" + KEY)).asString().doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                KEY,
                "whsec_",
                "WHSEC_" + KEY,
                "whsec_ " + KEY,
                "whsec_" + KEY + "\n",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLQ==", // 22 bytes
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMQ", // no padding
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMR==", // bits that stand for nothing
                "whsec_" + KEY + KEY + "MfKQ9r8GKYqrTwjUPD8ILPZI" // 66 bytes
            })
    void otherFormsShouldBeRefused(String text) {
        assertThatThrownBy(() -> WebhookSecret.chosen(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void keysOf24And64BytesShouldBeTaken() {
        assertThat(WebhookSecret.chosen("whsec_" + KEY)).isNotNull();
        assertThat(WebhookSecret.chosen("whsec_" + "A".repeat(86) + "==")).isNotNull();
    }
}

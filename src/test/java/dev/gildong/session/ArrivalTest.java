package dev.gildong.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {

    private static String device(String userAgent) {
        return Arrival.of(userAgent, Optional.empty()).device();
    }

    @ParameterizedTest
    @CsvSource({
        "Game/1.4 (Android 15), Game/1.4 (Android 15)",
        "'  two   words ', two words",
        "'caf\u00e9<b>\u00ff', caf <b>",
        "'a\tb\u0000\u001b[31m', a b [31m",
        "'gnp\u202eexe', gnp exe"
    })
    void deviceShouldBeWhatAListCanShow(String userAgent, String shown) {
        assertThat(device(userAgent)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00e9\u202e", "\n"})
    void clientThatSaysNothingShouldHaveNoDevice(String userAgent) {
        assertThat(device(userAgent)).isNull();
        assertThat(device(null)).isNull();
    }

    @Test
    void longTextShouldBeCutToFitItsColumn() {
        assertThat(device("x".repeat(5_000))).isEqualTo("x".repeat(128));
        assertThat(device("x".repeat(127) + " y")).isEqualTo("x".repeat(127));
    }
}

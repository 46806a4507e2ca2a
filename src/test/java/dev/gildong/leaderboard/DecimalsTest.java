package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gildong.http.Json;
import dev.gildong.http.ProblemException;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "0, 9007199254740991, 9007199254740991, 9007199254740991",
        "0, -9007199254740991, -9007199254740991, -9007199254740991",
        "2, 12.34, 1234, 12.34",
        "2, 12.3, 1230, 12.30",
        "2, 12, 1200, 12.00",
        "2, -0.01, -1, -0.01",
        "2, -0.0, 0, 0.00",
        "6, 0.000001, 1, 0.000001",
        "6, 0, 0, 0.000000",
        "6, 9007199254.740991, 9007199254740991, 9007199254.740991"
    })
    void scoreShouldBeCountedExactlyAndWrittenWithAllItsDigits(int digits, String score, long units, String written)
            throws JsonProcessingException {
        Decimals decimals = new Decimals(digits);

        assertThat(decimals.units(new BigDecimal(score), "/score")).isEqualTo(units);
        assertThat(Json.MAPPER.writeValueAsString(decimals.number(units))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1.0",
        "0, 1e3",
        "0, 1E+400000000",
        "0, 9007199254740992",
        "0, -9007199254740992",
        "2, 0.001",
        "2, 1.000",
        "2, 1E-400000000",
        "2, 90071992547409.92",
        "6, 9007199254.740992",
        "6, 100000000000000000000"
    })
    void scoreThatCannotBeCountedExactlyShouldBeRefused(int digits, String score) {
        assertThatThrownBy(() -> new Decimals(digits).units(new BigDecimal(score), "/score"))
                .isInstanceOf(ProblemException.class);
    }
}

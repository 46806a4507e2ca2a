package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.document.AppendHistory.Transaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows that the checker sees what it is for. */
class AppendHistoryTest {

    private static List<String> faults(Map<String, List<Integer>> last, Transaction... transactions) {
        return new AppendHistory(List.of(transactions), last).faults();
    }

    @Test
    void oneAfterTheOtherShouldBeWell() {
        assertThat(faults(
                        Map.of("a", List.of(1, 2, 3), "b", List.of(2)),
                        new Transaction(1, Map.of("a", List.of())),
                        new Transaction(2, Map.of("a", List.of(1), "b", List.of())),
                        new Transaction(3, Map.of("a", List.of(1, 2)))))
                .isEmpty();
    }

    @Test
    void lostUpdateShouldBeFound() {
        assertThat(faults(
                        Map.of("a", List.of(2)),
                        new Transaction(1, Map.of("a", List.of())),
                        new Transaction(2, Map.of("a", List.of()))))
                .containsExactly("1 is not once in a");
    }

    @Test
    void twoThatReadTheSameAndBothStandShouldBeFound() {
        assertThat(faults(
                        Map.of("a", List.of(1, 2)),
                        new Transaction(1, Map.of("a", List.of())),
                        new Transaction(2, Map.of("a", List.of()))))
                .containsExactly("transactions that must each come before the other");
    }

    @Test
    void skewOverTwoDocumentsShouldBeFound() {
        assertThat(faults(
                        Map.of("a", List.of(1, 2), "b", List.of(2, 1)),
                        new Transaction(1, Map.of("a", List.of(), "b", List.of(2))),
                        new Transaction(2, Map.of("a", List.of(1), "b", List.of()))))
                .containsExactly("transactions that must each come before the other");
    }

    @Test
    void readOfWhatNeverStoodShouldBeFound() {
        assertThat(faults(Map.of("a", List.of(1)), new Transaction(1, Map.of("a", List.of(9)))))
                .containsExactly("1 read what a never was");
    }
}

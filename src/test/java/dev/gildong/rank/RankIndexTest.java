package dev.gildong.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankIndexTest {
    private static final long MAX_KEY = (1L << 53) - 1;
    private static final long MAX_REACHED = (1L << 39) - 1;
    private static final long MAX_PLAYER = (1L << 35) - 1;

    @Test
    void smallerKeyShouldLeadAndThenWhoReachedItFirst() {
        RankIndex index = new RankIndex();
        index.put(7, -50, 3);
        index.put(8, -50, 2);
        index.put(9, -60, 4);

        assertThat(index.from(0, 10)).containsExactly(new Entry(-60, 4, 9), new Entry(-50, 2, 8), new Entry(-50, 3, 7));
        assertThat(index.ahead(-50, 3)).isEqualTo(2);
        assertThat(index.aheadOf(-50)).isEqualTo(1);
        assertThat(index.upTo(-50)).isEqualTo(3);
        assertThat(index.upTo(-51)).isEqualTo(1);
        assertThat(index.find(10)).isNull();
    }

    @Test
    void putShouldMoveAPlayer() {
        RankIndex index = new RankIndex();
        index.put(1, 10, 1);
        index.put(2, 20, 2);
        index.put(1, 30, 3);

        assertThat(index.size()).isEqualTo(2);
        assertThat(index.find(1)).isEqualTo(new Entry(30, 3, 1));
        assertThat(index.at(1).player()).isEqualTo(1);
    }

    @Test
    void extremesShouldBeKept() {
        RankIndex index = new RankIndex();
        index.put(MAX_PLAYER, MAX_KEY, MAX_REACHED);
        index.put(1, -MAX_KEY, 1);

        assertThat(index.from(0, 2))
                .containsExactly(new Entry(-MAX_KEY, 1, 1), new Entry(MAX_KEY, MAX_REACHED, MAX_PLAYER));
        assertThat(index.upTo(MAX_KEY)).isEqualTo(2);
        assertThat(index.aheadOf(MAX_KEY)).isEqualTo(1);
        assertThat(index.aheadOf(-MAX_KEY)).isZero();
    }

    @Test
    void whatLiesOutsideTheLimitsShouldBeRefusedAndChangeNothing() {
        RankIndex index = new RankIndex();
        index.put(1, 1, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> index.put(1, MAX_KEY + 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> index.put(1, -MAX_KEY - 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> index.put(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> index.put(1, 0, MAX_REACHED + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> index.put(0, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> index.put(MAX_PLAYER + 1, 0, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> index.aheadOf(MAX_KEY + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> index.upTo(MAX_KEY + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> index.ahead(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> index.from(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> index.from(0, -1));
        assertThatThrownBy(() -> index.at(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> index.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(index.from(0, 9)).containsExactly(new Entry(1, 1, 1));
        assertThat(index.from(1, 9)).isEmpty();
    }

    @Test
    void playersOutsideTheLimitsShouldBeNowhere() {
        RankIndex index = new RankIndex();
        index.put(1, 1, 1);

        assertThat(List.of(0L, -1L, MAX_PLAYER + 2, Long.MIN_VALUE + 1))
                .allSatisfy(player -> assertThat(index.find(player)).isNull())
                .allSatisfy(player -> assertThat(index.remove(player)).isFalse());
    }

    @Test
    void builderShouldRefuseWhatIsNotInOrder() {
        RankIndex.Builder builder = RankIndex.builder(3);
        builder.add(5, 2, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(4, 3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(5, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(5, 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add(6, 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RankIndex.builder(-1));
        builder.add(6, 1, 2);
        assertThat(builder.build().from(0, 3)).containsExactly(new Entry(5, 2, 1), new Entry(6, 1, 2));
    }

    @Test
    void tenThousandBoardsOfTenShouldTakeLittle() {
        RankIndex index = new RankIndex();
        assertThat(index.bytes()).isLessThan(500);
        for (int i = 1; i <= 10; i++) {
            index.put(i, -i, i);
        }
        assertThat(index.bytes()).isLessThan(1000);
    }

    /** Enough for the map's segments to be split, and for four levels. */
    @Test
    void manyEntriesShouldTakeAboutFortyBytesEachAndKeepTheirPlaces() {
        int players = 300_000;
        RankIndex.Builder builder = RankIndex.builder(players);
        for (int i = 1; i <= players; i++) {
            builder.add(2L * i, i, i);
        }
        RankIndex built = builder.build();
        RankIndex put = new RankIndex();
        Random random = new Random(1);
        for (int i = 0; i < 2 * players; i++) {
            int player = 1 + i % players;
            put.put(player, random.nextInt(players), i + 1);
            built.put(player, random.nextInt(players), players + i + 1);
        }

        assertThat(put.bytes() / players).isBetween(35L, 44L);
        assertThat(built.bytes() / players).isBetween(35L, 44L);
        for (int player = 1; player <= players; player++) {
            Entry entry = built.find(player);
            assertThat(built.at(built.ahead(entry.sortKey(), entry.reached()))).isEqualTo(entry);
        }
        assertThat(put.size()).isEqualTo(players);
        assertThat(put.upTo(players)).isEqualTo(players);
    }
}

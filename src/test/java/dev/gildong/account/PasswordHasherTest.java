package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gildong.http.ProblemException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Password PASSWORD = new Password("tiger on the red bridge");

    private final PasswordHasher hasher = new PasswordHasher(new AccountSettings(1, 32));

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void hashShouldNameTheCostsThatOwaspAsksFor() {
        assertThat(hasher.hash(PASSWORD))
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void samePasswordShouldNeverHaveTheSameHash() {
        assertThat(hasher.hash(PASSWORD)).isNotEqualTo(hasher.hash(PASSWORD));
    }

    @Test
    void onlyTheRightPasswordShouldMatch() {
        String stored = hasher.hash(PASSWORD);

        assertThat(hasher.matches(PASSWORD, stored)).isTrue();
        assertThat(hasher.matches(new Password("tiger on the red bridge "), stored))
                .isFalse();
        assertThat(hasher.matches(new Password("Tiger on the red bridge"), stored))
                .isFalse();
        assertThat(hasher.matches(new Password(""), stored)).isFalse();
    }

    /** Vectors of the reference implementation, P-H-C/phc-winner-argon2, src/test.c, for the salt "somesalt". */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "password m=65536,t=2,p=1 CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "password m=256,t=2,p=1 nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "password m=256,t=2,p=2 bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "differentpassword m=65536,t=2,p=1 C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94"
            })
    void referenceVectorsShouldMatch(String password, String costs, String hash) {
        assertThat(hasher.matches(new Password(password), "$argon2id$v=19$" + costs + "$c29tZXNhbHQ$" + hash))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tiger on the red bridge",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
            })
    void storedTextThatIsNoHashShouldBeADefectAndNotAMatch(String stored) {
        assertThatThrownBy(() -> hasher.matches(PASSWORD, stored)).isInstanceOf(IllegalStateException.class);
    }

    /** A hash takes 19 MiB, on whatever thread it is computed. */
    @Test
    void nobodyShouldCostOneHashLikeEverybody() {
        String stored = hasher.hash(PASSWORD);

        assertThat(mebibytesOfHashing(() -> hasher.matches(PASSWORD, stored))).isBetween(19L, 30L);
        assertThat(mebibytesOfHashing(() -> hasher.matchNobody(PASSWORD))).isBetween(19L, 30L);
    }

    private static long mebibytesOfHashing(Runnable work) {
        long[] threads = Arrays.stream(MEMORY.getThreadInfo(MEMORY.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("password-hash-"))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        long before = LongStream.of(MEMORY.getThreadAllocatedBytes(threads)).sum();
        work.run();
        return (LongStream.of(MEMORY.getThreadAllocatedBytes(threads)).sum() - before) >> 20;
    }

    @Test
    void callersShouldNotHashOnTheirOwnThread() {
        String stored = hasher.hash(PASSWORD);

        long before = MEMORY.getCurrentThreadAllocatedBytes();
        hasher.hash(PASSWORD);
        hasher.matches(PASSWORD, stored);
        hasher.matchNobody(PASSWORD);

        assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * 1024 * 1024);
    }

    @Test
    void oneTooManyShouldBeRefusedAtOnceAndTheRestServed() throws Exception {
        int callers = 24;
        ExecutorService crowd = Executors.newFixedThreadPool(callers);
        List<String> served = new ArrayList<>();
        List<Throwable> refused = new ArrayList<>();
        try (PasswordHasher small = new PasswordHasher(new AccountSettings(1, 2))) {
            List<Future<String>> hashes = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                hashes.add(crowd.submit(() -> small.hash(PASSWORD)));
            }
            for (Future<String> hash : hashes) {
                try {
                    served.add(hash.get());
                } catch (ExecutionException e) {
                    refused.add(e.getCause());
                }
            }
        } finally {
            crowd.shutdownNow();
        }
        assertThat(served).hasSizeGreaterThanOrEqualTo(3).allMatch(hash -> hasher.matches(PASSWORD, hash));
        assertThat(refused).isNotEmpty().allSatisfy(thrown -> {
            ProblemException busy = (ProblemException) thrown;
            assertThat(busy.type().status()).isEqualTo(503);
            assertThat(busy.headers()).containsKey("Retry-After");
        });
    }
}

package dev.gildong.account;

import dev.gildong.thread.Daemons;
import dev.gildong.token.Token;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, written in the PHC string format. Hashing has a few threads
 * of its own, so that a flood of sign-ins leaves the other processors to everyone else; what does not fit in its queue
 * is refused at once. Safe for any number of threads.
 */
final class PasswordHasher implements AutoCloseable {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;
    private final String nobody;

    PasswordHasher(AccountSettings settings) {
        int count = settings.effectiveHashThreads();
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.hashQueue()),
                new Daemons("password-hash-"));
        nobody = compute(new Password(Token.random(SALT_BYTES)));
    }

    void measure(MeterRegistry meters) {
        Gauge.builder("gildong.account.hashing.running", threads, ThreadPoolExecutor::getActiveCount)
                .description("Threads that hash a password")
                .register(meters);
        Gauge.builder("gildong.account.hashing.threads", threads, ThreadPoolExecutor::getMaximumPoolSize)
                .description("Threads that may hash passwords at once")
                .register(meters);
        Gauge.builder(
                        "gildong.account.hashing.waiting",
                        threads,
                        pool -> pool.getQueue().size())
                .description("Passwords that wait for a thread")
                .register(meters);
    }

    /** Refuses at once what would find no place in the queue, before anything is spent on it. */
    void requireRoom() {
        if (threads.getQueue().remainingCapacity() == 0) {
            throw AccountProblems.signInBusy();
        }
    }

    /** The hash to store. Takes tens of milliseconds; not to be called within a unit of work. */
    String hash(Password password) {
        return onOwnThread(() -> compute(password));
    }

    /** Whether the password is the one that was hashed. Takes as long as {@link #hash}. */
    boolean matches(Password password, String stored) {
        return onOwnThread(() -> compare(password, stored));
    }

    /** Takes as long as {@link #matches} does, for a user who does not exist. */
    void matchNobody(Password password) {
        matches(password, nobody);
    }

    private <T> T onOwnThread(Callable<T> work) {
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw AccountProblems.signInBusy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AccountProblems.signInBusy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        }
    }

    private String compute(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
    }

    private static boolean compare(Password password, String stored) {
        Matcher phc = PHC.matcher(stored);
        if (!phc.matches()) {
            throw new IllegalStateException("a stored password hash has an unknown format");
        }
        byte[] salt = Base64.getDecoder().decode(phc.group(4));
        byte[] expected = Base64.getDecoder().decode(phc.group(5));
        byte[] hash = argon2id(
                password,
                salt,
                Integer.parseInt(phc.group(1)),
                Integer.parseInt(phc.group(2)),
                Integer.parseInt(phc.group(3)),
                expected.length);
        return MessageDigest.isEqual(hash, expected);
    }

    private static byte[] argon2id(Password password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.bytes(), hash);
        return hash;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package dev.gildong.limit;

import dev.gildong.http.ClientAddressFilter;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.Purge;
import dev.gildong.token.Token;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes guessing slow, on all nodes together. A try is counted before its outcome is known and given back when it was
 * not in vain; so parallel tries get no more than those that follow each other, and one that a node takes with it when it
 * dies stays counted. Counted are the account, whether or not there is one, and the address; or only the device, where it
 * has signed in to the account before: no stranger can lock that out. Safe for any number of threads; not to be used
 * within a unit of work.
 */
public final class Guesses {
    private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
    private static final ProblemType TOO_MANY = new ProblemType("too-many-tries", 429, "Too many tries in vain");

    private final Database database;
    private final GuessSettings settings;
    private final DeviceCookies devices;
    private final GuessRepository repository;

    /** @param devices tell who has signed in before */
    public Guesses(Database database, GuessSettings settings, DeviceCookies devices) {
        this.database = database;
        this.settings = settings;
        this.devices = devices;
        this.repository = new GuessRepository(settings);
    }

    /** Removes counts that count no more. */
    public static Purge purge() {
        return new Purge("guess.purge", "15 * * * *", GuessRepository::purge);
    }

    /** What is counted. */
    private record Subject(String kind, String name, int free) {

        String hash() {
            return Token.hash(kind + ":" + name);
        }
    }

    /**
     * Lets a password be tried.
     *
     * @param account what user ids are compared by; there need be no such account
     * @param wrong whether a refusal says that the password is wrong; any other is no guess
     * @throws ProblemException 429 if the account or the address has to wait; then nothing is checked
     */
    public <T> T password(
            HttpServletRequest request, String account, Predicate<ProblemException> wrong, Supplier<T> check) {
        List<Subject> subjects = devices.device(request, account)
                .map(device -> List.of(new Subject("device", device, settings.accountTries())))
                .orElseGet(() -> List.of(new Subject("account", account, settings.accountTries()), address(request)));
        // Not which account: people type their passwords there by mistake.
        return tried(subjects, wrong, check, () -> SecurityLog.refused("password", "wrong"));
    }

    /**
     * Lets an ID token be tried, which is counted for the address alone. Whoever refuses it says so in the security log.
     *
     * @param wrong whether a refusal says that the token is bad; any other is no guess
     * @throws ProblemException 429 if the address has to wait; then nothing is checked
     */
    public <T> T idToken(HttpServletRequest request, Predicate<ProblemException> wrong, Supplier<T> check) {
        return tried(List.of(address(request)), wrong, check, () -> {});
    }

    private Subject address(HttpServletRequest request) {
        return new Subject("address", ClientAddressFilter.network(request), settings.addressTries());
    }

    private <T> T tried(
            List<Subject> subjects, Predicate<ProblemException> wrong, Supplier<T> check, Runnable whenWrong) {
        reserve(subjects);
        boolean right = false;
        boolean guessed = false;
        try {
            T result = check.get();
            right = true;
            return result;
        } catch (ProblemException e) {
            guessed = wrong.test(e);
            throw e;
        } finally {
            if (guessed) {
                whenWrong.run();
            } else {
                giveBack(subjects, right);
            }
        }
    }

    /**
     * Lets one more player be made.
     *
     * @throws ProblemException 429 if the address has made too many
     */
    public void newPlayer(HttpServletRequest request) {
        String address = ClientAddressFilter.network(request);
        reserve(List.of(new Subject("new players", address, settings.newPlayers())));
    }

    /** The cookie by which a device is told that has just signed in to this account. */
    public NewCookie deviceCookie(HttpServletRequest request, String account) {
        return devices.of(request, account);
    }

    private void reserve(List<Subject> subjects) {
        Optional<Subject> blocked = database.transact(unit -> reserve(unit, subjects));
        blocked.ifPresent(subject -> SecurityLog.refused("last-free-guess", subject.kind() + "-waits-from-now-on"));
    }

    /** In their order, so that two units do not wait for each other. A refusal rolls back what was counted before it. */
    private Optional<Subject> reserve(UnitOfWork unit, List<Subject> subjects) {
        Optional<Subject> blocked = Optional.empty();
        for (Subject subject : subjects) {
            GuessRepository.Reserved reserved = repository.reserve(unit, subject.hash(), subject.free());
            if (reserved.refusedMicros() > 0) {
                SecurityLog.refused("guess", subject.kind() + "-has-to-wait");
                throw refused(reserved.refusedMicros());
            }
            if (reserved.nextMicros() > 0) {
                blocked = Optional.of(subject);
            }
        }
        return blocked;
    }

    /** A right password ends the count of its account or device; the address may have others. */
    private void giveBack(List<Subject> subjects, boolean right) {
        try {
            database.transact(unit -> {
                for (Subject subject : subjects) {
                    if (right && !subject.kind().equals("address")) {
                        repository.forget(unit, subject.hash());
                    } else {
                        repository.giveBack(unit, subject.hash(), subject.free());
                    }
                }
                return subjects;
            });
        } catch (RuntimeException e) { // what was checked stands
            LOG.warn("a try that was not in vain stays counted", e);
        }
    }

    private static ProblemException refused(long micros) {
        long seconds = Math.max(1, TimeUnit.MICROSECONDS.toSeconds(micros + 999_999));
        return new ProblemException(
                TOO_MANY, "Wait before the next try.", Map.of("Retry-After", Long.toString(seconds)));
    }
}

package dev.gildong.autoscale;

import static dev.gildong.autoscale.Decision.Action.IN;
import static dev.gildong.autoscale.Decision.Action.OUT;

import dev.gildong.autoscale.Claim.Begun;
import dev.gildong.autoscale.Decision.Action;
import dev.gildong.autoscale.HaproxyRuntime.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks at what is there, decides, and changes one thing at most. It goes by HAProxy's servers and the processes that
 * run, so what went wrong in one round is seen in the next. For one thread.
 */
final class Scaler {
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 6;

    private final Site site;
    private final Plan plan;
    private final Journal journal;
    private final LongSupplier nanos;

    /** A start knows nothing of what was changed before it: it waits as if that had been just now. */
    private Action last = OUT;

    private long changed;
    private long said;
    /** Attempts to add an instance that failed, one after the other, and when the last one did. */
    private int failures;

    private long failed;
    /** Ports at which HAProxy and the processes disagreed when they were last looked at. */
    private Set<Integer> doubtful = Set.of();

    /**
     * What it works by.
     *
     * @param firstPort of the ports that new instances get
     * @param interval between two rounds
     * @param steps empty to say only what would be done
     */
    record Plan(Policy policy, int firstPort, Duration interval, Optional<Steps> steps) {}

    /** @param nanos a monotonic clock */
    Scaler(Site site, Plan plan, Journal journal, LongSupplier nanos) {
        this.site = site;
        this.plan = plan;
        this.journal = journal;
        this.nanos = nanos;
        this.changed = nanos.getAsLong();
        this.said = changed - SILENCE.toNanos();
    }

    /** One round. What cannot be had or done is told, and left for the next one. */
    void round() {
        try {
            Optional<Begun> begun = plan.steps.isPresent() ? plan.steps.get().begun() : Optional.empty();
            if (begun.isPresent()) {
                act(begun.get().action(), begun.get().port(), "was begun and not ended");
            } else {
                look();
            }
        } catch (IOException e) {
            journal.say("fails: " + e.getMessage());
        }
    }

    private void look() throws IOException {
        List<Server> servers = site.haproxy().servers();
        Set<Integer> known = servers.stream().map(Server::port).collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> ports = new TreeSet<>(known);
        IntStream.range(0, plan.policy.max()).forEach(i -> ports.add(plan.firstPort + i));
        Set<Integer> running = site.instances().running(ports);
        if (mend(servers, known, running)) {
            return;
        }
        if (!doubtful.isEmpty()) {
            hold("nodes " + doubtful + " run and are unknown to HAProxy, or the other way round; looks again");
            return;
        }
        // Whoever took one out of HAProxy by hand has a reason: it is neither counted nor touched.
        List<Server> inService = servers.stream()
                .filter(server -> server.enabled() && running.contains(server.port()))
                .toList();
        List<Reading> readings = inService.stream()
                .map(server -> site.client().read(server.port()))
                .toList();
        Decision decision = plan.policy.decide(readings, last, since(changed));
        if (decision.action() == OUT) {
            ports.removeAll(known);
            ports.removeAll(running);
            out(decision.why(), ports);
        } else if (decision.action() == IN) {
            in(decision.why(), inService);
        } else {
            hold(decision.why());
        }
    }

    private void out(String why, Set<Integer> free) throws IOException {
        if (free.isEmpty()) {
            hold(why + ", but no port is free");
        } else {
            act(OUT, Collections.min(free), why);
        }
    }

    private void in(String why, List<Server> inService) throws IOException {
        Server goes = Collections.max(inService, (one, other) -> Integer.compare(one.port(), other.port()));
        boolean othersUp = inService.stream().allMatch(server -> server.equals(goes) || server.up());
        if (othersUp) {
            act(IN, goes.port(), why);
        } else {
            hold(why + ", but HAProxy finds another one down");
        }
    }

    /**
     * Puts right what neither HAProxy nor the processes say alone: a server whose instance has ended, or an instance
     * that HAProxy does not know, such as after its restart. Only where it was so in the round before, too: others may
     * be about to do it.
     *
     * @return whether something was changed
     */
    private boolean mend(List<Server> servers, Set<Integer> known, Set<Integer> running) throws IOException {
        Set<Integer> ended = new TreeSet<>();
        servers.stream().filter(Server::enabled).map(Server::port).forEach(ended::add);
        ended.removeAll(running);
        Set<Integer> strays = new TreeSet<>(running);
        strays.removeAll(known);
        Set<Integer> before = doubtful;
        doubtful = new TreeSet<>(ended);
        doubtful.addAll(strays);
        for (int port : doubtful) {
            if (before.contains(port)) {
                boolean stray = strays.contains(port);
                act(
                        stray ? OUT : IN,
                        port,
                        stray ? "runs, and HAProxy does not know it" : "has ended, and HAProxy still knows it");
                return true;
            }
        }
        return false;
    }

    private void act(Action action, int port, String why) throws IOException {
        if (action == OUT && failures > 0 && since(failed).compareTo(backOff()) < 0) {
            hold(why + ", but the last attempt failed: the next one comes in "
                    + backOff().minus(since(failed)).toSeconds() + " s");
            return;
        }
        String what = "scales %s node%d: %s".formatted(action == OUT ? "out," : "in,", port, why);
        if (plan.steps.isEmpty()) {
            journal.say("would do: " + what);
            return;
        }
        journal.say(what);
        try {
            change(plan.steps.get(), action, port);
        } catch (IOException e) {
            failures += action == OUT ? 1 : 0;
            failed = nanos.getAsLong();
            throw e;
        }
    }

    private void change(Steps steps, Action action, int port) throws IOException {
        long begin = nanos.getAsLong();
        if (action == OUT) {
            steps.out(port);
            failures = 0;
        } else {
            steps.in(port);
        }
        last = action;
        changed = nanos.getAsLong();
        String end = action == OUT ? "takes requests" : "is stopped and removed";
        journal.say("node%d %s after %d ms".formatted(port, end, since(begin).toMillis()));
    }

    private Duration backOff() {
        return plan.interval.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    }

    private void hold(String why) {
        if (since(said).compareTo(SILENCE) >= 0) {
            said = nanos.getAsLong();
            journal.say("holds: " + why);
        }
    }

    private Duration since(long moment) {
        return Duration.ofNanos(nanos.getAsLong() - moment);
    }
}

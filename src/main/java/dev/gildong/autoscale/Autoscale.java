package dev.gildong.autoscale;

import dev.gildong.autoscale.Scaler.Plan;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code java -jar gildong.war autoscale}: adds and takes away instances on this host for as long as it runs. SIGTERM
 * may come at any moment; the next start ends what was begun.
 */
public final class Autoscale {
    private static final int USAGE_ERROR = 2;
    private static final int FAILURE = 1;

    private Autoscale() {}

    /**
     * Runs until the process ends.
     *
     * @param environment of the process
     * @return exit status: 0 after the usage was asked for, 2 when the command line is wrong, 1 when it cannot start
     */
    public static int run(List<String> arguments, Map<String, String> environment) throws InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments, environment);
            if (options.has("help")) {
                System.out.println(Options.USAGE);
                return 0;
            }
            return run(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.USAGE);
            return USAGE_ERROR;
        } catch (IOException e) {
            System.err.println("The autoscaler did not start: " + e.getMessage());
            return FAILURE;
        }
    }

    private static int run(Options options) throws IOException, InterruptedException {
        Site site = options.site();
        Plan plan = new Plan(options.policy(), options.firstPort(), options.interval(), Optional.empty());
        if (options.has("dry-run")) {
            return loop(site, plan);
        }
        Steps.Patience patience = options.patience();
        try (Claim claim = Claim.on(options.state())) {
            Steps steps = new Steps(site, claim, patience, System::nanoTime);
            return loop(site, new Plan(plan.policy(), plan.firstPort(), plan.interval(), Optional.of(steps)));
        }
    }

    private static int loop(Site site, Plan plan) throws InterruptedException {
        Journal journal = new Journal(Clock.systemUTC(), System.out);
        Policy policy = plan.policy();
        journal.say("%s %d to %d instances, from port %d on; out above %.2f, in below %.2f"
                .formatted(
                        plan.steps().isPresent() ? "keeps" : "only says how it would keep",
                        policy.min(),
                        policy.max(),
                        plan.firstPort(),
                        policy.high(),
                        policy.low()));
        Scaler scaler = new Scaler(site, plan, journal, System::nanoTime);
        while (true) {
            scaler.round();
            TimeUnit.MILLISECONDS.sleep(plan.interval().toMillis());
        }
    }
}

package dev.gildong.autoscale;

import dev.gildong.autoscale.Policy.Waits;
import dev.gildong.autoscale.Steps.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What was asked for on the command line and in the environment. The command line wins.
 *
 * @param values of all options, defaults included, by their names
 * @param flags {@code dry-run} and {@code help}
 * @param key API key of the scope {@code metrics}; empty if there is none
 */
record Options(Map<String, String> values, List<String> flags, String key) {
    static final String USAGE = """
            usage: java -jar gildong.war autoscale [--<option> VALUE ...] [--dry-run]
            GILDONG_AUTOSCALE_KEY in the environment: an API key of the scope metrics. Every option can stand there, too:
            GILDONG_AUTOSCALE_MAX=4 is --max 4. Durations are ISO 8601, such as PT5M.
              --haproxy PATH         HAProxy's admin socket (/run/haproxy/admin.sock)
              --backend NAME         the backend whose servers are named node<port> (gildong)
              --server WORDS         what follows the address where a server is added, since it takes nothing from
                                     default-server (check inter 1s fastinter 250ms downinter 500ms fall 2 rise 1 slowstart 10s)
              --command WORDS        a program that starts and stops instances: it is called with start PORT and
                                     stop PORT behind these words (none: systemctl start gildong@PORT)
              --first-port PORT      new instances get this port or the next free one (8081)
              --min N                so many instances at least (1)
              --max N                so many at most (as many as this host has processors)
              --high PART            a mean above it adds an instance (0.50)
              --low PART             a mean below it takes one away (0.20)
              --metric SERIES        what is meant by the mean (gildong_cpu_mean{window="5m"})
              --cooldown-out TIME    how long nothing is changed after one was added (PT5M)
              --cooldown-in TIME     the same after one was taken away (PT5M)
              --settle TIME          how long a new process is not asked, since its start is not load (PT5M)
              --interval TIME        between two looks (PT10S)
              --start-timeout TIME   until an instance must be ready (PT2M)
              --drain-timeout TIME   how long an instance that goes may take to end its requests (PT1M)
              --state PATH           held by one autoscaler alone; what it has begun (PATH of --haproxy and .autoscale)
              --dry-run              only says what it would do
            SIGTERM ends it and leaves the instances as they are.""";

    /** What every variable for the autoscaler begins with. */
    static final String PREFIX = "GILDONG_AUTOSCALE_";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("haproxy", "/run/haproxy/admin.sock"),
            Map.entry("backend", "gildong"),
            Map.entry("server", "check inter 1s fastinter 250ms downinter 500ms fall 2 rise 1 slowstart 10s"),
            Map.entry("command", ""),
            Map.entry("first-port", "8081"),
            Map.entry("min", "1"),
            Map.entry("max", ""),
            Map.entry("high", "0.50"),
            Map.entry("low", "0.20"),
            Map.entry("metric", "gildong_cpu_mean{window=\"5m\"}"),
            Map.entry("cooldown-out", "PT5M"),
            Map.entry("cooldown-in", "PT5M"),
            Map.entry("settle", "PT5M"),
            Map.entry("interval", "PT10S"),
            Map.entry("start-timeout", "PT2M"),
            Map.entry("drain-timeout", "PT1M"),
            Map.entry("state", ""));
    private static final List<String> FLAGS = List.of("dry-run", "help");
    private static final int LAST_PORT = 65_535;
    /** Longer than an instance takes to end its requests and its connections. */
    private static final Duration COMMAND = Duration.ofMinutes(2);

    /** @throws IllegalArgumentException if it cannot be understood; the message says why, without a value */
    static Options parse(List<String> arguments, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(PREFIX + "KEY")) {
                String option =
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                put(values, option, value, name);
            }
        });
        List<String> flags =
                FLAGS.stream().filter(flag -> arguments.contains("--" + flag)).toList();
        List<String> rest = arguments.stream()
                .filter(argument -> FLAGS.stream().noneMatch(flag -> argument.equals("--" + flag)))
                .toList();
        for (int i = 0; i < rest.size(); i++) {
            String argument = rest.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 && i + 1 == rest.size()) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            put(
                    values,
                    name.startsWith("--") ? name.substring(2) : "",
                    equals < 0 ? rest.get(++i) : argument.substring(equals + 1),
                    name);
        }
        return new Options(Map.copyOf(values), flags, environment.getOrDefault(PREFIX + "KEY", ""));
    }

    private static void put(Map<String, String> values, String option, String value, String shown) {
        if (!DEFAULTS.containsKey(option)) {
            throw new IllegalArgumentException("there is no " + shown);
        }
        values.put(option, value.strip());
    }

    Policy policy() {
        return new Policy(
                number("min", 1, LAST_PORT),
                text("max").isEmpty() ? Runtime.getRuntime().availableProcessors() : number("max", 1, LAST_PORT),
                part("high"),
                part("low"),
                new Waits(duration("cooldown-out"), duration("cooldown-in"), duration("settle")));
    }

    /** @throws IllegalArgumentException also if there is no key to ask instances with */
    Site site() {
        if (key.isEmpty()) {
            throw new IllegalArgumentException(PREFIX + "KEY is not set: an API key of the scope metrics");
        }
        String backend = text("backend");
        String server = text("server");
        // A semicolon or the end of a line would be the end of a command.
        if (!backend.matches("[A-Za-z0-9_.:-]+") || server.matches("(?s).*[;\\v\\\\<].*")) {
            throw new IllegalArgumentException("--backend and --server take words of HAProxy's configuration");
        }
        Command command = new Command(COMMAND);
        String program = text("command");
        return new Site(
                new HaproxyRuntime(socket(), backend, server),
                program.isEmpty()
                        ? new SystemdInstances("systemctl", command)
                        : new LocalInstances(Arrays.asList(program.split("\\s+", -1)), command),
                new InstanceClient(text("metric"), key));
    }

    Patience patience() {
        return new Patience(duration("start-timeout"), duration("drain-timeout"));
    }

    Duration interval() {
        Duration interval = duration("interval");
        if (interval.isZero()) {
            throw new IllegalArgumentException("--interval must be longer");
        }
        return interval;
    }

    int firstPort() {
        return number("first-port", 1, LAST_PORT);
    }

    Path state() {
        return text("state").isEmpty()
                ? socket().resolveSibling(socket().getFileName() + ".autoscale")
                : Path.of(text("state"));
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    private Path socket() {
        return Path.of(text("haproxy")).toAbsolutePath();
    }

    private String text(String name) {
        return Objects.requireNonNull(values.get(name));
    }

    private int number(String name, int least, int most) {
        String text = text(name);
        int value = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw new IllegalArgumentException("--%s must be %d to %d".formatted(name, least, most));
        }
        return value;
    }

    private double part(String name) {
        String text = text(name);
        if (!text.matches("[01]|[01]?\\.\\d{1,6}")) {
            throw new IllegalArgumentException("--" + name + " must be 0 to 1, such as 0.50");
        }
        return Double.parseDouble(text);
    }

    private Duration duration(String name) {
        try {
            Duration duration = Duration.parse(text(name));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // refused below, as a negative one
        }
        throw new IllegalArgumentException("--" + name + " must be a duration such as PT5M");
    }
}

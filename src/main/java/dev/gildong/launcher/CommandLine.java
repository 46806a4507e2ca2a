package dev.gildong.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What was asked for on the command line.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param context context path, empty for the root
 * @param settings keys of {@code docs/CONFIGURATION.md} with their values
 * @param wanted what is to be done with it
 */
record CommandLine(String host, int port, String context, Map<String, String> settings, Wanted wanted) {
    static final String USAGE = """
            usage: java -jar gildong.war [worker] [--port 8080] [--host 127.0.0.1] [--context /] [--data DIR]
                                         [--modules DIR] [--config FILE] [--<setting>=<value> ...]
              worker     the same as --role=worker: takes background tasks and serves no API. Its port is 8081 unless
                         --port says another, so that it starts beside a server; both on one MySQL, since the
                         embedded database serves one process
              --data     where the embedded database keeps its files (default ./gildong-data)
              --modules  where the jars of game modules are (default none)
              --config   a settings file to use instead of the one in the WAR
              --<setting>=<value>, such as --database.url=jdbc:mysql://localhost:3306/gildong
                         any setting of docs/CONFIGURATION.md, with or without its prefix gildong.
            also:  java -jar gildong.war migrate [--data DIR] [--modules DIR] [--config FILE] [--<setting>=<value> ...]
                         brings the database's tables up to date and ends: with 0, or 1 when it could not
                   java -jar gildong.war autoscale --help
                         starts and stops instances on this host by their load""";

    private static final int PORT = 8080;
    private static final int WORKER_PORT = 8081;
    private static final int MAX_PORT = 65_535;
    private static final String WORKER = "worker";
    private static final String MIGRATE = "migrate";
    private static final String ROLE = "gildong.role";

    enum Wanted {
        SERVER,
        MIGRATION,
        HELP
    }

    /** @throws IllegalArgumentException if it cannot be understood; the message says why */
    static CommandLine parse(String... args) {
        String word = args.length > 0 && (args[0].equals(WORKER) || args[0].equals(MIGRATE)) ? args[0] : "";
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = word.isEmpty() ? 0 : 1; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("--")) {
                throw new IllegalArgumentException("unknown argument " + arg);
            }
            int equals = arg.indexOf('=');
            if (equals > 0) {
                options.put(arg.substring(2, equals), arg.substring(equals + 1));
            } else if (arg.equals("--help")) {
                options.put("help", "");
            } else if (i + 1 < args.length) {
                options.put(arg.substring(2), args[++i]);
            } else {
                throw new IllegalArgumentException(arg + " needs a value");
            }
        }
        return of(word, options);
    }

    private static CommandLine of(String word, Map<String, String> options) {
        boolean worker = word.equals(WORKER);
        String host = "127.0.0.1";
        OptionalInt port = OptionalInt.empty();
        String context = "";
        Wanted wanted = word.equals(MIGRATE) ? Wanted.MIGRATION : Wanted.SERVER;
        Map<String, String> settings = new LinkedHashMap<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            switch (option.getKey()) {
                case "help" -> wanted = Wanted.HELP;
                case "host" -> host = value;
                case "port" -> port = OptionalInt.of(port(value));
                case "context" -> context = value.equals("/") ? "" : value;
                case "data" -> settings.put("gildong.data-directory", value);
                case "modules" -> settings.put("gildong.modules.directory", value);
                case "config" -> settings.put("gildong.config", value);
                default -> settings.put(key(option.getKey()), value);
            }
        }
        if (worker && !settings.getOrDefault(ROLE, WORKER).equals(WORKER)) {
            throw new IllegalArgumentException("worker and --role say different things");
        }
        if (worker) {
            settings.put(ROLE, WORKER);
        }
        int byDefault = WORKER.equals(settings.get(ROLE)) ? WORKER_PORT : PORT;
        return new CommandLine(host, port.orElse(byDefault), context, settings, wanted);
    }

    private static String key(String name) {
        return name.startsWith("gildong.") ? name : "gildong." + name;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new IllegalArgumentException("--port must be 0 to " + MAX_PORT);
        }
        return Integer.parseInt(text);
    }
}

package dev.gildong.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code java -jar gildong.war autoscale} beside a fleet, until it is closed. */
final class Autoscaler implements AutoCloseable {
    private final Process process;
    private final Path log;

    private Autoscaler(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param options all but those that say where the fleet is; the mean is that of one minute */
    static Autoscaler start(Fleet fleet, Path log, List<String> options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-jar", "target/gildong.war", "autoscale"));
        command.addAll(List.of("--haproxy", fleet.socket().toString()));
        command.addAll(List.of("--command", String.join(" ", fleet.instanceCommand())));
        command.addAll(List.of("--first-port", String.valueOf(fleet.port() + 1)));
        command.addAll(List.of("--metric", "gildong_cpu_mean{window=\"1m\"}"));
        command.addAll(options);
        ProcessBuilder builder = Fleet.withServers(new ProcessBuilder(command));
        builder.environment().put("GILDONG_AUTOSCALE_KEY", fleet.adminKey());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Autoscaler(process, log);
    }

    /** What it and those before it wrote to the same log. */
    String said() throws IOException {
        return Files.readString(log);
    }

    /** Ends it by SIGTERM. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

package dev.gildong.autoscale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Instances that are units of systemd: {@code gildong@PORT}. */
final class SystemdInstances implements InstanceProvider {
    /** A unit whose process is gone, with nothing that brings it back. */
    private static final Set<String> GONE = Set.of("inactive", "failed", "unknown");

    private final String systemctl;
    private final Command command;

    /** @param systemctl the program, by name or path */
    SystemdInstances(String systemctl, Command command) {
        this.systemctl = systemctl;
        this.command = command;
    }

    @Override
    public Set<Integer> running(Collection<Integer> ports) throws IOException {
        List<String> words = new ArrayList<>(List.of(systemctl, "is-active"));
        ports.forEach(port -> words.add(unit(port)));
        List<String> states = command.answer(words); // one line for each, in the same order
        if (states.size() != ports.size()) {
            throw new IOException(
                    "systemctl is-active answers %d lines for %d units".formatted(states.size(), ports.size()));
        }
        Set<Integer> running = new TreeSet<>();
        int line = 0;
        for (int port : ports) {
            if (!GONE.contains(states.get(line++).strip())) {
                running.add(port);
            }
        }
        return running;
    }

    @Override
    public void start(int port) throws IOException {
        command.run(List.of(systemctl, "start", "--no-block", unit(port)));
    }

    @Override
    public void stop(int port) throws IOException {
        command.run(List.of(systemctl, "stop", unit(port)));
    }

    @Override
    public String log(int port) {
        return "journalctl -u " + unit(port);
    }

    private static String unit(int port) {
        return "gildong@" + port + ".service";
    }
}

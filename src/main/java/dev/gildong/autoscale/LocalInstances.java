package dev.gildong.autoscale;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Instances that a program starts and stops, with {@code start PORT} and {@code stop PORT} behind its own words. The
 * program returns; an instance goes on without it, and without the autoscaler.
 */
final class LocalInstances implements InstanceProvider {
    private static final int CONNECT_MILLIS = 1000;

    private final List<String> program;
    private final Command command;

    LocalInstances(List<String> program, Command command) {
        this.program = program;
        this.command = command;
    }

    /** Those whose port somebody listens on: that needs no files that say what was once started. */
    @Override
    public Set<Integer> running(Collection<Integer> ports) {
        Set<Integer> running = new TreeSet<>(ports);
        running.removeIf(port -> !listens(port));
        return running;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void start(int port) throws IOException {
        command.run(words("start", port));
    }

    @Override
    public void stop(int port) throws IOException {
        command.run(words("stop", port));
    }

    @Override
    public String log(int port) {
        return "the log of the instance at port " + port;
    }

    private List<String> words(String verb, int port) {
        List<String> words = new ArrayList<>(program);
        words.add(verb);
        words.add(Integer.toString(port));
        return words;
    }
}

package dev.gildong.autoscale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One backend of a running HAProxy, 2.5 or later, by its
 * <a href="https://docs.haproxy.org/2.6/management.html#9.3">Runtime API</a>: a Unix socket of the level admin. Each
 * command has a connection of its own; an answer is text, and so is an error. A server is named {@code node} and the
 * port of its instance. For one thread.
 */
final class HaproxyRuntime {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NAME = "node";
    /** Columns of the answer's version 1. */
    private static final int NAME_COLUMN = 3;

    private static final int OPERATION_COLUMN = 5;
    private static final int ADMINISTRATION_COLUMN = 6;
    private static final Set<Integer> UP = Set.of(1, 2); // warming up, and fully there
    /** Bits of the administrative state that say maintenance or drain, whoever has set them. */
    private static final int TAKEN_OUT = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x20;

    private final Path socket;
    private final String backend;
    private final String options;

    /** @param options what follows the address where a server is added, such as {@code check inter 1s} */
    HaproxyRuntime(Path socket, String backend, String options) {
        this.socket = socket;
        this.backend = backend;
        this.options = options;
    }

    /**
     * A server of the backend.
     *
     * @param enabled not in maintenance, and not being drained
     * @param up found healthy, or not checked
     */
    record Server(int port, boolean enabled, boolean up) {}

    /** All servers whose names are those of instances, in the order of HAProxy. */
    List<Server> servers() throws IOException {
        String command = "show servers state " + backend;
        String answer = send(command);
        if (!answer.startsWith("1\n#")) {
            throw new HaproxyException(command, answer);
        }
        List<Server> servers = new ArrayList<>();
        for (String line : answer.lines().skip(2).toList()) {
            String[] columns = line.split(" ", -1);
            if (columns.length > ADMINISTRATION_COLUMN && columns[NAME_COLUMN].matches(NAME + "\\d{1,5}")) {
                servers.add(new Server(
                        Integer.parseInt(columns[NAME_COLUMN].substring(NAME.length())),
                        (Integer.parseInt(columns[ADMINISTRATION_COLUMN]) & TAKEN_OUT) == 0,
                        UP.contains(Integer.parseInt(columns[OPERATION_COLUMN]))));
            }
        }
        return servers;
    }

    /** Makes a server, if there is none yet, and lets it take requests. */
    void add(int port) throws IOException {
        if (servers().stream().noneMatch(server -> server.port() == port)) {
            expect("New server registered.", "add server %s 127.0.0.1:%d %s".formatted(name(port), port, options));
        }
        if (Arrays.asList(options.split(" ", -1)).contains("check")) {
            expect("", "enable health " + name(port));
        }
        expect("", "set server %s state ready".formatted(name(port)));
    }

    /** No new requests go there; those that run go on. */
    void drain(int port) throws IOException {
        expect("", "set server %s state drain".formatted(name(port)));
    }

    /** Nothing goes there any more, and it is not checked. */
    void maintain(int port) throws IOException {
        expect("", "set server %s state maint".formatted(name(port)));
    }

    /** How many requests run there or wait for it. */
    int requests(int port) throws IOException {
        String command = "show stat %s 4 -1".formatted(backend);
        List<String> lines = send(command).lines().toList();
        List<String> columns = lines.isEmpty()
                ? List.of()
                : Arrays.asList(lines.get(0).substring(2).split(",", -1));
        if (!columns.containsAll(List.of("svname", "qcur", "scur"))) {
            throw new HaproxyException(command, String.join("\n", lines));
        }
        for (String line : lines) {
            String[] values = line.split(",", -1);
            if (values.length == columns.size() && values[columns.indexOf("svname")].equals(NAME + port)) {
                return Integer.parseInt(values[columns.indexOf("scur")])
                        + Integer.parseInt(values[columns.indexOf("qcur")]);
            }
        }
        throw new HaproxyException(command, "no server " + NAME + port);
    }

    /** Removes a server that is in maintenance; fails while connections to it are open. */
    void remove(int port) throws IOException {
        expect("Server deleted.", "del server " + name(port));
    }

    private String name(int port) {
        return backend + "/" + NAME + port;
    }

    private void expect(String expected, String command) throws IOException {
        String answer = send(command);
        if (!answer.equals(expected)) {
            throw new HaproxyException(command, answer);
        }
    }

    private String send(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return read(channel, selector, command).strip();
        }
    }

    private static String read(SocketChannel channel, Selector selector, String command) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            int count = channel.read(buffer);
            if (count < 0) {
                return answer.toString(UTF_8);
            }
            answer.write(buffer.array(), 0, count);
            buffer.clear();
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new HaproxyException(command, "nothing within " + PATIENCE.toSeconds() + " s");
            }
            if (count == 0) {
                selector.select(left);
                selector.selectedKeys().clear();
            }
        }
    }
}

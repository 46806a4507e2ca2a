package dev.gildong.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A fleet that {@code tomcat-conf/fleet} has started, with all of its files under {@code target/}. */
final class Fleet implements AutoCloseable {
    private static final Path SCRIPT = Path.of("tomcat-conf/fleet").toAbsolutePath();
    private static final Path TOMCAT =
            Path.of("target/servers/debian-tomcat10/usr/share/tomcat10").toAbsolutePath();

    private final Path directory;
    private final int port;
    private final String javaOptions;

    private Fleet(Path directory, int port, String javaOptions) {
        this.directory = directory;
        this.port = port;
        this.javaOptions = javaOptions;
    }

    /** Starts so many instances, and all that belongs to them, and waits until they are ready. */
    static Fleet up(Path directory, int instances, String javaOptions) throws IOException, InterruptedException {
        Fleet fleet = new Fleet(directory.toAbsolutePath(), freePorts(), javaOptions);
        // A test JVM that is stopped in the middle takes its fleet along.
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
        fleet.run("--port", String.valueOf(fleet.port), "up", String.valueOf(instances));
        return fleet;
    }

    /** A port that nobody listens on, below those that the system hands out, and nobody on those that it implies. */
    private static int freePorts() {
        int port = 20_000 + 100 * (int) (ProcessHandle.current().pid() % 100);
        while (!free(port)
                || !free(port + 1)
                || !free(port + 2)
                || !free(port + 3)
                || !free(port + 90)
                || !free(port + 91)) {
            port += 100;
        }
        return port;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Of the balancer, on 127.0.0.1; instances have those that follow. */
    int port() {
        return port;
    }

    /** The administrator's key. */
    String adminKey() throws IOException {
        return Files.readAllLines(directory.resolve("gildong.env")).stream()
                .filter(line -> line.startsWith("GILDONG_ADMIN_KEY="))
                .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                .findFirst()
                .orElseThrow();
    }

    /** Where an instance lies. */
    Path instance(int node) {
        return directory.resolve("instances").resolve(String.valueOf(node));
    }

    /** The process of an instance. */
    ProcessHandle process(int node) throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(instance(node).resolve("java.pid")).strip()))
                .orElseThrow();
    }

    /** Runs the script with these words; what it says is returned. */
    String run(String... words) throws IOException, InterruptedException {
        return expect(0, words);
    }

    /** Runs the script, which is to end with this code. */
    String expect(int exit, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), "--dir", directory.toString()));
        command.addAll(Arrays.asList(words));
        return program(exit, Path.of("").toAbsolutePath(), command);
    }

    /** Runs a program where the fleet's own find what they need; it is to end with this code. */
    String program(int exit, Path where, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("fleet", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_OPTS", javaOptions);
        int ended = withServers(builder).start().waitFor();
        String said = Files.readString(output);
        Files.delete(output);
        if (ended != exit) {
            throw new AssertionError(String.join(" ", command) + " ended with " + ended + ":\n" + said);
        }
        return said;
    }

    /** What a shell runs to deploy this file, of the directory that it is in. */
    String deployCommand(String war) {
        return SCRIPT + " --dir " + directory + " deploy " + war;
    }

    /** Lays out one more instance, which is not started and which the balancer does not know. */
    void layOut(int node) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(instanceCommand());
        command.addAll(List.of("--war", "target/gildong.war", "--role", "web", "make", String.valueOf(node)));
        int ended = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (ended != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + ended);
        }
    }

    /** What starts and stops single instances, with {@code start PORT} or {@code stop PORT} behind it. */
    List<String> instanceCommand() {
        return List.of(
                SCRIPT.resolveSibling("instance").toString(),
                "--root",
                directory.resolve("instances").toString(),
                "--env",
                directory.resolve("gildong.env").toString());
    }

    /** Lets a process find the Java and the Tomcat of the instances. */
    static ProcessBuilder withServers(ProcessBuilder builder) {
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CATALINA_HOME", TOMCAT.toString());
        return builder;
    }

    /** The balancer's socket. */
    Path socket() {
        return directory.resolve("haproxy.sock");
    }

    /** Says something to the balancer's socket, and returns its answer. */
    String balancer(String command) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(socket()));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
            return new String(Channels.newInputStream(socket).readAllBytes(), UTF_8);
        }
    }

    /** What the balancer says of a server or frontend: a column of its statistics. */
    String statistic(String proxy, String server, String column) throws IOException {
        List<String> lines = balancer("show stat").lines().toList();
        int wanted = Arrays.asList(lines.get(0).substring(2).split(",", -1)).indexOf(column);
        return lines.stream()
                .filter(line -> line.startsWith(proxy + "," + server + ","))
                .map(line -> line.split(",", -1)[wanted])
                .findFirst()
                .orElseThrow();
    }

    /** The instances that the balancer sends requests to. */
    Set<Integer> inService() throws IOException {
        List<String> lines = balancer("show stat").lines().toList();
        int status = Arrays.asList(lines.get(0).substring(2).split(",", -1)).indexOf("status");
        return lines.stream()
                .map(line -> line.split(",", -1))
                .filter(columns -> columns[0].equals("gildong") && columns[1].startsWith("node"))
                .filter(columns -> columns[status].startsWith("UP"))
                .map(columns -> Integer.valueOf(columns[1].substring("node".length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        try {
            if (Files.exists(directory.resolve("port"))) {
                run("down");
                Files.delete(directory.resolve("port"));
            }
        } catch (IOException e) {
            throw new AssertionError("the fleet did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

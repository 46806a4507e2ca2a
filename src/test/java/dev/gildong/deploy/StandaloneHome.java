package dev.gildong.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The WAR by itself: {@code java -jar gildong.war}.
 *
 * @param words what stands before the options, such as {@code worker}
 */
record StandaloneHome(List<String> words) implements Home {

    StandaloneHome() {
        this(List.of());
    }

    @Override
    public ProcessBuilder prepare(Jdk jdk, Path base, int port) throws IOException {
        Path temporary = Files.createDirectories(base.resolve("temp"));
        List<String> command = new ArrayList<>(
                List.of(jdk.command(), "-Xmx512m", "-Djava.io.tmpdir=" + temporary, "-jar", WAR.toString()));
        command.addAll(words);
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--data",
                base.resolve("gildong-data").toString()));
        return new ProcessBuilder(command);
    }

    @Override
    public String toString() {
        return String.join(" ", "java -jar", String.join(" ", words)).strip();
    }
}

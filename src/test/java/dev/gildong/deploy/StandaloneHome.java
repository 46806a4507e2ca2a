package dev.gildong.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The WAR by itself: {@code java -jar gildong.war}. */
record StandaloneHome() implements Home {

    @Override
    public ProcessBuilder prepare(Jdk jdk, Path base, int port) throws IOException {
        Path temporary = Files.createDirectories(base.resolve("temp"));
        return new ProcessBuilder(
                jdk.command(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                WAR.toString(),
                "--port",
                Integer.toString(port),
                "--data",
                base.resolve("gildong-data").toString());
    }

    @Override
    public String toString() {
        return "java -jar";
    }
}

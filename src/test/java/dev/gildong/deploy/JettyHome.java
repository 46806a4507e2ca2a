package dev.gildong.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A plain Jetty with an instance made of {@code tomcat-conf/jetty/}.
 *
 * @param environment {@code ee10} or {@code ee11}
 */
record JettyHome(String environment) implements Home {

    @Override
    public ProcessBuilder prepare(Jdk jdk, Path base, int port) throws IOException {
        Path home = Home.only("jetty-home-");
        String ini = Files.readString(CONF.resolve("jetty/start.ini"));
        Files.writeString(base.resolve("start.ini"), ini.replace("=ee11-deploy", "=" + environment + "-deploy"));
        Home.copy(CONF.resolve("jetty/problems.xml"), base.resolve("problems.xml"));
        Home.copy(SERVER_JAR, base.resolve("lib/ext/gildong-tomcat.jar"));
        Home.copy(WAR, base.resolve("webapps/ROOT.war"));
        Path temporary = Files.createDirectories(base.resolve("temp"));
        List<String> command = new ArrayList<>(List.of(
                jdk.command(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                home.resolve("start.jar").toString(),
                "jetty.http.port=" + port));
        if (jdk.major() >= 21) {
            command.add("--module=threadpool-all-virtual");
        }
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment()
                .put("GILDONG_DATA_DIRECTORY", base.resolve("gildong-data").toString());
        return process;
    }

    @Override
    public String toString() {
        return "Jetty " + environment;
    }
}

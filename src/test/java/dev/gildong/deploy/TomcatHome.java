package dev.gildong.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Tomcat with an instance made of {@code tomcat-conf/}, as its README tells.
 *
 * @param home what {@code CATALINA_HOME} names
 */
record TomcatHome(String name, Path home) implements Home {
    @Override
    public ProcessBuilder prepare(Jdk jdk, Path base, int port) throws IOException {
        Home.copy(CONF.resolve("server.xml"), base.resolve("conf/server.xml"));
        Home.copy(CONF.resolve("web.xml"), base.resolve("conf/web.xml"));
        Home.copy(CONF.resolve("logging.properties"), base.resolve("conf/logging.properties"));
        Home.copy(CONF.resolve("gildong.xml"), base.resolve("conf/Catalina/localhost/ROOT.xml"));
        Home.copy(CONF.resolve("setenv.sh"), base.resolve("bin/setenv.sh"));
        Home.copy(SERVER_JAR, base.resolve("lib/gildong-tomcat.jar"));
        for (String directory : new String[] {"webapps", "work", "temp", "logs"}) {
            Files.createDirectories(base.resolve(directory));
        }
        ProcessBuilder process =
                new ProcessBuilder(home.resolve("bin/catalina.sh").toString(), "run");
        process.environment().put("JAVA_HOME", jdk.home().toString());
        process.environment().put("CATALINA_HOME", home.toString());
        process.environment().put("CATALINA_BASE", base.toString());
        process.environment()
                .put("JAVA_OPTS", "-Xmx512m -Dgildong.tomcat.port=" + port + " -Dgildong.tomcat.war=" + WAR);
        return process;
    }

    @Override
    public String toString() {
        return name;
    }
}

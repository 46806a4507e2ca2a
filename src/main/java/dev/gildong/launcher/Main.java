package dev.gildong.launcher;

import dev.gildong.autoscale.Autoscale;
import dev.gildong.launcher.CommandLine.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * {@code java -jar gildong.war}: takes the server that lies in the WAR out of it and hands over. It uses the JDK alone,
 * since nothing else is on the class path yet.
 */
public final class Main {
    private static final String SERVER_JARS = "WEB-INF/lib-provided/";

    private Main() {}

    /** Does what the command line says; see {@code --help}. Exits with 2 when the command line is wrong, with 1 when it fails. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("autoscale")) {
            System.exit(Autoscale.run(List.of(args).subList(1, args.length), System.getenv()));
        }
        CommandLine commandLine;
        try {
            commandLine = CommandLine.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(CommandLine.USAGE);
            System.exit(2);
            return;
        }
        if (commandLine.wanted() == Wanted.HELP) {
            System.out.println(CommandLine.USAGE);
            return;
        }
        commandLine.settings().forEach(System::setProperty);
        Path war = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path work = Files.createTempDirectory("gildong-");
        run(commandLine, war, work);
    }

    private static void run(CommandLine commandLine, Path war, Path work) throws Exception {
        List<URL> urls = new ArrayList<>(List.of(war.toUri().toURL()));
        urls.addAll(unpackServer(war, work));
        boolean migrates = commandLine.wanted() == Wanted.MIGRATION;
        // Not a child of this class's own loader: the server and its parts must come from one loader.
        ClassLoader server =
                new URLClassLoader("server", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(server);
        try {
            Class<?> jetty = server.loadClass("dev.gildong.launcher.JettyServer");
            if (migrates) {
                jetty.getMethod("migrate", Path.class, Path.class).invoke(null, war, work);
                System.exit(0);
            }
            jetty.getMethod("run", String.class, int.class, String.class, Path.class, Path.class)
                    .invoke(null, commandLine.host(), commandLine.port(), commandLine.context(), war, work);
        } catch (InvocationTargetException e) {
            String what = migrates ? "The database is not migrated: " : "Gildong did not start: ";
            System.err.println(what + rootMessage(e));
            System.exit(1);
        }
    }

    private static List<URL> unpackServer(Path war, Path work) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (JarFile file = new JarFile(war.toFile())) {
            for (JarEntry entry : file.stream().filter(Main::isServerJar).toList()) {
                Path jar = work.resolve(entry.getName().substring(SERVER_JARS.length()));
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, jar);
                }
                jars.add(jar.toUri().toURL());
            }
        }
        return jars;
    }

    private static boolean isServerJar(JarEntry entry) {
        return entry.getName().startsWith(SERVER_JARS) && entry.getName().endsWith(".jar");
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}

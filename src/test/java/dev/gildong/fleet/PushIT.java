package dev.gildong.fleet;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployment by a push to a repository that has {@code tomcat-conf/post-receive}. */
class PushIT {
    private static final Path WAR = Path.of("target/gildong.war").toAbsolutePath();
    private static final int RATE = 50;
    private static final String GOOD = "cp " + WAR + " gildong.war";

    private static Path directory;
    private static Fleet fleet;
    private static Traffic traffic;

    private final List<Integer> nodes = List.of(fleet.port() + 1, fleet.port() + 2, fleet.port() + 90);
    private Path server;
    private Path work;

    @BeforeAll
    static void start() throws Exception {
        directory = Files.createTempDirectory(Path.of("target"), "fleet").toAbsolutePath();
        fleet = Fleet.up(directory, 2, "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        traffic = Traffic.on(fleet);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void makeTheRepositories() throws Exception {
        Path repositories = Files.createTempDirectory(directory, "push");
        server = repositories.resolve("server.git");
        work = repositories.resolve("work");
        git(repositories, "init", "-q", "--bare", "-b", "main", server.toString());
        git(repositories, "init", "-q", "-b", "main", work.toString());
        Files.createDirectories(server.resolve("hooks"));
        Files.copy(Path.of("tomcat-conf/post-receive"), server.resolve("hooks/post-receive"));
        git(server, "config", "gildong.build", "sh -e ./build");
        git(server, "config", "gildong.deploy", fleet.deployCommand("gildong.war"));
    }

    @Test
    void pushedCommitShouldComeToAllInstancesWhileNothingFails() throws Exception {
        List<Long> processes = processes();
        String commit = commit(GOOD);
        SteadyLoad load = SteadyLoad.begin(fleet.port(), RATE, traffic.requests());

        String said = push(commit, "main");
        SteadyLoad.Report report = load.end();
        System.out.printf(
                "fleet: a push: %d of %d requests failed in %.0f s%n",
                report.failures().size(), report.sent(), report.seconds());

        assertThat(said).contains("builds and tests " + commit, commit + " is deployed");
        assertThat(nodes).allSatisfy(node -> assertThat(said).contains("instance " + node + " has the new WAR"));
        assertThat(processes()).doesNotContainAnyElementsOf(processes);
        assertThat(ref("refs/deployed/main")).isEqualTo(commit);
        assertThat(report.failures()).isEmpty();
        assertThat(report.sent()).as("requests").isGreaterThan((long) (RATE * report.seconds() * 0.8));
    }

    @Test
    void pushWhoseBuildFailsShouldDeployNothing() throws Exception {
        List<Long> processes = processes();
        String commit = commit(GOOD + "\nfalse");

        String said = push(commit, "main");

        assertThat(said).contains(commit + " IS NOT DEPLOYED: its build or its tests failed");
        assertThat(processes()).isEqualTo(processes);
        assertThat(ref("refs/heads/main")).isEqualTo(commit);
        assertThat(ref("refs/deployed/main")).isEmpty();
    }

    @Test
    void pushWithAWarThatDoesNotStartShouldBeTakenBack() throws Exception {
        git(server, "config", "gildong.deploy", "true");
        String old = commit(GOOD);
        push(old, "main");
        git(server, "config", "gildong.deploy", fleet.deployCommand("gildong.war"));
        String broken = commit("echo no WAR >gildong.war");

        String said = push(broken, "main");

        assertThat(said).contains("the old WAR is put back", broken + " IS NOT DEPLOYED");
        assertThat(ref("refs/deployed/main")).isEqualTo(old);
        assertThat(fleet.instance(nodes.get(0)).resolve("gildong.war")).hasSameBinaryContentAs(WAR);
        assertThat(fleet.run("status")).doesNotContain("not ready", "stopped", "MAINT", "DRAIN");
    }

    @Test
    void olderCommitShouldBeDeployedWithoutAnotherBuild() throws Exception {
        git(server, "config", "gildong.deploy", "cat name >>" + server.resolve("deployed"));
        git(server, "config", "gildong.keep", "2");
        List<String> commits = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            commits.add(commit("echo " + name + " >name"));
            push(commits.get(commits.size() - 1), "main");
        }

        String second = push(commits.get(1), "main");
        String first = push(commits.get(0), "main");

        assertThat(second).contains("has been built and tested before").doesNotContain("builds and tests");
        assertThat(first).as("its work tree is gone").contains("builds and tests");
        assertThat(Files.readAllLines(server.resolve("deployed"))).containsExactly("one", "two", "three", "two", "one");
        assertThat(ref("refs/deployed/main")).isEqualTo(commits.get(0));
    }

    @Test
    void pushToAnotherBranchShouldOnlyBeStored() throws Exception {
        String commit = commit(GOOD);

        String said = push(commit, "idea");

        assertThat(said).contains("refs/heads/idea is stored").doesNotContain("builds and tests");
        assertThat(ref("refs/deployed/main")).isEmpty();
    }

    @Test
    void onlyTheNewestOfThoseThatWaitShouldBeBuilt() throws Exception {
        git(server, "config", "gildong.deploy", "true");
        Path go = server.resolve("go");
        String wait = "until [ -f " + go + " ]; do sleep 0.1; done";
        ExecutorService pushers = Executors.newCachedThreadPool();
        try {
            List<String> commits = List.of(commit(wait), commit(wait), commit(wait));
            List<Future<String>> said = new ArrayList<>();
            for (String commit : commits) {
                said.add(pushers.submit(() -> push(commit, "main")));
                String sign = said.size() == 1 ? "builds and tests" : "this one waits";
                Path log = server.resolve("builds/" + commit + ".log");
                Awaitility.await(sign)
                        .atMost(ofSeconds(30))
                        .until(() -> Files.exists(log) && Files.readString(log).contains(sign));
            }
            Files.createFile(go);

            assertThat(said.get(0).get()).contains(commits.get(0) + " is deployed");
            assertThat(said.get(1).get()).contains(commits.get(1) + " is left out");
            assertThat(said.get(2).get()).contains(commits.get(2) + " is deployed");
            assertThat(ref("refs/deployed/main")).isEqualTo(commits.get(2));
        } finally {
            pushers.shutdownNow();
        }
    }

    /** A commit with this build. */
    private String commit(String build) throws Exception {
        Files.writeString(work.resolve("build"), build + "\n");
        git(work, "add", "build");
        git(work, "-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-q", "--allow-empty", "-m", "x");
        return git(work, "rev-parse", "HEAD").strip();
    }

    private String push(String commit, String branch) throws Exception {
        return git(work, "push", "--force", server.toString(), commit + ":refs/heads/" + branch);
    }

    private String ref(String name) throws Exception {
        return git(server, "for-each-ref", "--format=%(objectname)", name).strip();
    }

    private List<Long> processes() throws IOException {
        List<Long> processes = new ArrayList<>();
        for (int node : nodes) {
            processes.add(fleet.process(node).pid());
        }
        return processes;
    }

    private static String git(Path where, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(words));
        return fleet.program(0, where, command);
    }
}

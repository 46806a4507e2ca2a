package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gildong.Metrics;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What operators are given to watch a server by, held against what the server shows. */
class MonitoringTest {
    private static final File FOLDER = new File("docs/operations");
    private static final Pattern METRIC = Pattern.compile(
            "\\b((?:gildong|hikaricp|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}\"]*(?:\"[^\"]*\"[^}\"]*)*)\\})?");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)(=~|!~|!=|=)\"([^\"]*)\"");
    /** What Prometheus adds when it scrapes. */
    private static final Set<String> SCRAPED = Set.of("job", "instance");

    private static final TestServer SERVER = TestServer.on(TestDatabase.H2);

    @Test
    void everythingThatIsWatchedShouldBeServed() throws IOException {
        List<String> rules = texts(new YAMLMapper().readTree(new File(FOLDER, "prometheus-rules.yml")), "expr");
        List<String> dashboard = texts(new ObjectMapper().readTree(new File(FOLDER, "grafana-dashboard.json")), "expr");
        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(dashboard).hasSizeGreaterThan(20);
        traffic();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            String served = Metrics.of(SERVER).text();
            assertThat(missing(rules, served)).isEmpty();
            assertThat(missing(dashboard, served)).isEmpty();
        });
    }

    /** The search that the test stands on. */
    @Test
    void whatIsNotServedShouldBeMissing() {
        String served = "gildong_a{x=\"1\",y=\"2\"} 3.0\ngildong_b 1.0\n";

        assertThat(missing(List.of("sum(gildong_a{x=\"1\"}) / gildong_b", "up{job=\"g\"}"), served))
                .isEmpty();
        assertThat(missing(List.of("rate(gildong_c[5m])"), served)).containsExactly("gildong_c");
        assertThat(missing(List.of("gildong_a{x=~\"2|3\"}"), served)).containsExactly("gildong_a{x=~\"2|3\"}");
        assertThat(missing(List.of("gildong_a{z!=\"9\",job=\"g\"}"), served)).containsExactly("gildong_a{z}");
        assertThat(missing(List.of("gildong_a{x!=\"/{id}\",y=\"3\"}"), served)).containsExactly("gildong_a{y=\"3\"}");
    }

    /** Some things are shown when they have happened once. */
    private static void traffic() {
        System.gc();
        SERVER.client().signUp().client().get("/v1/session");
        SERVER.admin().post("/v1/tasks/add", "{\"args\": {\"x\": 1, \"y\": 2}}");
    }

    private static List<String> texts(JsonNode tree, String field) {
        return tree.findValues(field).stream().map(JsonNode::textValue).toList();
    }

    /** Metrics, and labels and values of theirs, that no line has. Values that must differ are not looked for. */
    private static Set<String> missing(List<String> expressions, String served) {
        Set<String> missing = new TreeSet<>();
        for (String expression : expressions) {
            Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                String name = metric.group(1);
                List<String> lines = served.lines()
                        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                        .toList();
                if (lines.isEmpty()) {
                    missing.add(name);
                } else if (metric.group(2) != null) {
                    missing.addAll(missingLabels(name, metric.group(2), lines));
                }
            }
        }
        return missing;
    }

    private static Set<String> missingLabels(String name, String selector, List<String> lines) {
        Set<String> missing = new TreeSet<>();
        Matcher label = LABEL.matcher(selector);
        while (label.find()) {
            String key = label.group(1);
            if (SCRAPED.contains(key)) {
                continue;
            }
            Set<String> values = lines.stream()
                    .map(line -> Pattern.compile("[{,]" + key + "=\"([^\"]*)\"").matcher(line))
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            if (values.isEmpty()) {
                missing.add(name + "{" + key + "}");
            } else if (!label.group(2).startsWith("!") && !mayMatch(label.group(3), values)) {
                missing.add(name + "{" + label.group() + "}");
            }
        }
        return missing;
    }

    /** Statuses and outcomes depend on what went wrong; that there is such a label is enough. */
    private static boolean mayMatch(String wanted, Set<String> values) {
        Map<String, Boolean> happens = Map.of("5..|aborted", true, "failed|timed_out", true);
        return happens.containsKey(wanted) || values.stream().anyMatch(value -> value.matches(wanted));
    }
}

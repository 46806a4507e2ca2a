package dev.gildong.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.config.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java's HTTP client decides once in the life of a process whether we may name the host: each case has its own. */
class HostHeaderTest {
    private static final String NOTE = "start Java with -Djdk.httpclient.allowRestrictedHeaders=host";

    @Test
    void startShouldSayWhatIsMissingIfSomebodyUsedTheClientBefore() throws Exception {
        assertThat(run("after-another")).contains(NOTE);
    }

    @Test
    void startShouldSucceedIfJavaWasToldBefore() throws Exception {
        assertThat(run("after-another", "-Djdk.httpclient.allowRestrictedHeaders=host"))
                .contains("made");
    }

    @Test
    void startShouldSucceedByItselfIfNobodyUsedTheClientBefore() throws Exception {
        assertThat(run("first")).contains("made null, host");
    }

    @Test
    void headersThatOthersAllowedShouldStayAllowed() throws Exception {
        assertThat(run("first", "-Djdk.httpclient.allowRestrictedHeaders=date")).contains("made date, date,host");
    }

    private static String run(String argument, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HostHeaderTest.class.getName(), argument));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What runs in a process of its own. */
    public static void main(String[] arguments) {
        if (arguments[0].equals("after-another")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();
            try {
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
            } catch (IOException | InterruptedException e) {
                System.out.println("nobody there");
            }
        }
        String before = System.getProperty("jdk.httpclient.allowRestrictedHeaders");
        try (OutboundClient client = new OutboundClient(Outside.settings())) {
            System.out.println(
                    "made " + before + ", " + System.getProperty("jdk.httpclient.allowRestrictedHeaders") + client);
        } catch (SettingsException e) {
            System.out.println(e.getMessage());
        }
    }
}

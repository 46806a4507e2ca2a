package dev.gildong.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gildong.module.ModuleJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module of the guide, dropped beside the WAR. */
class ModuleIT {
    private static final String ADMIN_KEY = "gk_" + "m".repeat(42) + "A";
    private static final String ENTRIES = "/v1/phonebook/entries";

    @TempDir
    private Path folder;

    @Test
    void folderOnTheCommandLineShouldBeServed() throws Exception {
        assertServed(new StandaloneHome(List.of("--modules", folder.toString())), Map.of());
    }

    @Test
    void folderInTheEnvironmentShouldBeServedByTomcat() throws Exception {
        assertServed(Home.tomcat11(), Map.of("GILDONG_MODULES_DIRECTORY", folder.toString()));
    }

    @Test
    void brokenJarShouldStopTheStart() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no jar");

        Home home = new StandaloneHome(List.of("--modules", folder.toString()));

        assertThatThrownBy(() -> home.start(Jdk.all().get(0), Map.of()).close())
                .hasMessageContaining("the module jar broken.jar cannot be read");
    }

    private void assertServed(Home home, Map<String, String> settings) throws Exception {
        ModuleJar.phoneBook(folder);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("GILDONG_ADMIN_KEY", ADMIN_KEY);
        environment.put("GILDONG_MODULE_PHONEBOOK_CACHED_ENTRIES", "10");
        try (RunningServer server = home.start(Jdk.all().get(0), environment)) {
            assertThat(server.output()).contains("game module phonebook of ");
            String token = new ObjectMapper()
                    .readTree(server.send("POST", "/v1/login/device", null, "{\"deviceId\":\"module-it-0123456789\"}")
                            .body())
                    .path("token")
                    .textValue();
            assertThat(server.send("GET", ENTRIES, null, null).statusCode()).isEqualTo(401);
            assertThat(server.send("POST", ENTRIES, token, """
                            {"items": [{"name": "A", "phone": "1"}, {"name": "B", "phone": "2"}]}""").statusCode()).isEqualTo(201);
            assertThat(server.send("POST", ENTRIES, token, """
                            {"items": [{"name": "A", "phone": "3"}, {"name": "C", "phone": "2"}]}""").statusCode()).isEqualTo(409);
            assertThat(server.send("GET", ENTRIES + "?name=A", token, null).body())
                    .contains("\"phone\":\"1\"")
                    .doesNotContain("\"phone\":\"2\"", "\"phone\":\"3\"");

            server.terminate();

            assertThat(server.endsWithin(25)).as("stops within 25 s").isTrue();
            // As in DeploymentIT: a thread without a stack has just ended.
            assertThat(server.output())
                    .doesNotContainPattern("memory leak(?!\\. Stack trace of thread:\\R\\d)")
                    .doesNotContain("did not close", "did not stop cleanly");
        }
    }
}

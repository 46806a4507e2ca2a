package dev.gildong.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/guides/game-modules.md} the module that the other tests drop. */
class GuideTest {
    /** Records of one line, which the guide names and does not show. */
    private static final List<String> NAMED = List.of("EntryResponse", "EntryPageResponse", "Stored");

    @Test
    void guideShouldShowEveryFileAsItIs() throws IOException {
        String guide = Files.readString(Path.of("docs/guides/game-modules.md"));

        for (Path file : ModuleJar.files(ModuleJar.PHONE_BOOK)) {
            String text = Files.readString(file).strip();
            String type = file.getFileName().toString().replace(".java", "");
            assertThat(guide).as(file.toString()).contains(NAMED.contains(type) ? record(text) : "\n" + text + "\n```");
        }
    }

    /** From the name to the closing bracket. */
    private static String record(String text) {
        int name = text.indexOf("record ") + "record ".length();
        return text.substring(name, text.indexOf(')') + 1);
    }
}

package dev.gildong.score;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a node keeps of leaderboards in memory. */
@SettingGroup("gildong.score")
public record ScoreSettings(
        @Setting(
                doc = "Share of the Java heap in percent that ranks may take. The leaderboards that were not used for"
                        + " longest leave first; one that does not fit alone is answered 503. A score takes about 50"
                        + " bytes.",
                byDefault = "50",
                min = "1",
                max = "90")
        int memoryPercent,

        @Setting(
                doc = "How long a leaderboard that nobody asks for stays in memory.",
                byDefault = "PT15M",
                min = "PT1S",
                max = "P1D")
        Duration idle,

        @Setting(
                doc = "How long a request waits for a leaderboard that is being loaded before it is answered 503; for a"
                        + " large one it does not wait.",
                byDefault = "PT2S",
                min = "PT0S",
                max = "PT30S")
        Duration loadWait,

        @Setting(
                doc = "Names of leaderboards, with commas between them, that are loaded at start and stay in memory;"
                        + " a node is not ready before they are.")
        String pinned) {

    /** The names that {@link #pinned} lists. */
    public List<String> pinnedNames() {
        return Arrays.stream(pinned.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}

package dev.gildong.change;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How nodes hear of each other's changes. */
@SettingGroup("gildong.changes")
public record ChangeSettings(
        @Setting(
                doc = "Pause between two looks at what other nodes have changed.",
                byDefault = "PT0.05S",
                min = "PT0.01S",
                max = "PT0.1S")
        Duration poll,

        @Setting(
                doc =
                        "How long a change is kept. A node that could not look for half of this forgets all it remembers.",
                byDefault = "PT10M",
                min = "PT4M",
                max = "P1D")
        Duration keep) {}

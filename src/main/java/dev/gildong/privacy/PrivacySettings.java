package dev.gildong.privacy;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** What players may ask of whoever keeps data about them. */
@SettingGroup("gildong.privacy")
public record PrivacySettings(
        @Setting(
                doc = "How long the file with everything that is kept of a player can be fetched.",
                byDefault = "P7D",
                min = "PT1H",
                max = "P30D")
        Duration keepExports) {}

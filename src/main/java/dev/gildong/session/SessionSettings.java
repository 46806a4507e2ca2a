package dev.gildong.session;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How long a sign-in lasts. */
@SettingGroup("gildong.session")
public record SessionSettings(
        @Setting(doc = "How long a sign-in lasts.", byDefault = "P30D", min = "PT1M", max = "P366D")
        Duration lifetime) {}

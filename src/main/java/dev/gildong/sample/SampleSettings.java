package dev.gildong.sample;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

/** Which samples are there. */
@SettingGroup("gildong.sample")
public record SampleSettings(
        @Setting(doc = "Whether the sample tasks `add` and `count-primes` are there.", byDefault = "true")
        boolean tasks) {}

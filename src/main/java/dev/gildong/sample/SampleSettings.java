package dev.gildong.sample;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

/** Which samples are there. */
@SettingGroup("gildong.sample")
public record SampleSettings(
        @Setting(doc = "Whether the sample tasks `add` and `count-primes` are there.", byDefault = "true")
        boolean tasks,

        @Setting(
                doc = "What `GET /v1/samples/fan-out` asks for, such as `https://example.com/`. Empty: that path is not"
                        + " there.",
                byDefault = "")
        String upstream) {}

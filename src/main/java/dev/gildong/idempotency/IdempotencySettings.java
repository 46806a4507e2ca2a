package dev.gildong.idempotency;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** Requests that may be sent again. */
@SettingGroup("gildong.idempotency")
public record IdempotencySettings(
        @Setting(
                doc = "How long the answer to a request with an Idempotency-Key is kept, to be given again.",
                byDefault = "PT24H",
                min = "PT24H",
                max = "P30D")
        Duration keep) {}

package dev.gildong.webhook;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How long the log of webhooks goes back. */
@SettingGroup("gildong.webhook")
public record WebhookSettings(
        @Setting(
                doc = "How long a delivery that ended can be asked for and sent again. Its payload is kept with it.",
                byDefault = "P30D",
                min = "PT1M",
                max = "P366D")
        Duration keepDeliveries) {}

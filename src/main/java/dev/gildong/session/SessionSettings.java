package dev.gildong.session;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How long a sign-in lasts, and how many a player has. */
@SettingGroup("gildong.session")
public record SessionSettings(
        @Setting(doc = "How long a sign-in lasts.", byDefault = "P30D", min = "PT1M", max = "P366D")
        Duration lifetime,

        @Setting(
                doc = "How long a sign-in lasts that is not used. Use is noted about once an hour, or once in a tenth"
                        + " of this time where that is shorter, so a sign-in may end so much earlier.",
                byDefault = "P14D",
                min = "PT30M",
                max = "P366D")
        Duration idleLifetime,

        @Setting(
                doc = "Sign-ins that a player may have at once; one more ends the one that was used longest ago.",
                byDefault = "100",
                min = "1",
                max = "1000")
        int maxPerPlayer) {

    private static final Duration HOUR = Duration.ofHours(1);

    /** How old the note of the last use must be before it is written again. */
    Duration noteEvery() {
        Duration tenth = idleLifetime.dividedBy(10);
        return tenth.compareTo(HOUR) < 0 ? tenth : HOUR;
    }
}

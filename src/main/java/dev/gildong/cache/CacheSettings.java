package dev.gildong.cache;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How much a node remembers of what the database holds. */
@SettingGroup("gildong.cache")
public record CacheSettings(
        @Setting(
                doc = "Sign-in sessions and API keys kept in memory.",
                byDefault = "100000",
                min = "1",
                max = "10000000")
        int sessions,

        @Setting(
                doc = "How long a session is believed before the database is asked again: the time in which a"
                        + " sign-out reaches every other node.",
                byDefault = "PT1S",
                min = "PT0.01S",
                max = "PT1S")
        Duration sessionTimeToLive,

        @Setting(doc = "Leaderboard definitions kept in memory.", byDefault = "10000", min = "1", max = "1000000")
        int leaderboards,

        @Setting(doc = "Public profiles of players kept in memory.", byDefault = "100000", min = "1", max = "10000000")
        int players,

        @Setting(
                doc = "How long a definition or profile is believed before the database is asked again.",
                byDefault = "PT1M",
                min = "PT0.01S",
                max = "PT1H")
        Duration timeToLive) {}

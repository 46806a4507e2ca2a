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
                doc = "How long a session or API key is believed before the database is asked again. A backstop: a"
                        + " sign-out is announced to every node, and an end by time is looked at with each request.",
                byDefault = "PT1M",
                min = "PT0.01S",
                max = "PT10M")
        Duration sessionTimeToLive,

        @Setting(doc = "Leaderboard definitions kept in memory.", byDefault = "10000", min = "1", max = "1000000")
        int leaderboards,

        @Setting(doc = "Public profiles of players kept in memory.", byDefault = "100000", min = "1", max = "10000000")
        int players,

        @Setting(
                doc = "Scores whose metadata and time are kept in memory; ranks are kept apart from them.",
                byDefault = "100000",
                min = "1",
                max = "10000000")
        int scores,

        @Setting(
                doc = "Documents kept in memory. Of those over 32 KiB, only the version is.",
                byDefault = "5000",
                min = "1",
                max = "10000000")
        int documents,

        @Setting(
                doc = "Rules of collections of documents kept in memory.",
                byDefault = "10000",
                min = "1",
                max = "1000000")
        int collections,

        @Setting(
                doc = "How long a definition, document or profile is believed before the database is asked again.",
                byDefault = "PT1M",
                min = "PT0.01S",
                max = "PT1H")
        Duration timeToLive) {}

package dev.gildong.limit;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How often passwords may be guessed at. All nodes count together, in the database. */
@SettingGroup("gildong.guessing")
public record GuessSettings(
        @Setting(
                doc =
                        "Wrong passwords for one account before it has to wait, from all devices together that have not"
                                + " signed in to it before; each of those counts for itself. Whoever has to wait is answered 429.",
                byDefault = "10",
                min = "1",
                max = "1000000000")
        int accountTries,

        @Setting(
                doc =
                        "Wrong passwords and ID tokens from one address, or one /64 of IPv6, before it has to wait. Many players can"
                                + " share an address.",
                byDefault = "300",
                min = "1",
                max = "1000000000")
        int addressTries,

        @Setting(
                doc = "Players that one address may make, by registration or the first sign-in of a device or by"
                        + " an ID token, before it has to wait. Registrations that fail count as well.",
                byDefault = "10000",
                min = "1",
                max = "1000000000")
        int newPlayers,

        @Setting(
                doc = "How long tries count after the last of them, or after the wait.",
                byDefault = "PT15M",
                min = "PT1S",
                max = "P1D")
        Duration window,

        @Setting(
                doc = "The first wait. Each further try in vain doubles it.",
                byDefault = "PT1M",
                min = "PT1S",
                max = "P1D")
        Duration firstWait,

        @Setting(doc = "The longest wait.", byDefault = "PT1H", min = "PT1S", max = "P1D")
        Duration longestWait) {

    /** How long to wait after so many tries beyond those that are free; 0 for the last free one. */
    long waitMicros(int beyond) {
        long first = firstWait.toMillis() * 1000;
        long longest = Math.max(first, longestWait.toMillis() * 1000);
        // Long before a shift could overflow, the wait is the longest.
        return beyond >= 20 ? longest : Math.min(longest, first << beyond);
    }
}

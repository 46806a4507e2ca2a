package dev.gildong.limit;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How many requests are taken. Each node counts for itself: on N nodes a caller gets at most N times as many. */
@SettingGroup("gildong.limits")
public record LimitSettings(
        @Setting(
                doc =
                        "Whether requests are limited at all, by rate or by overload. `false` is for benchmarks. Guesses at"
                                + " passwords are limited all the same.",
                byDefault = "true")
        boolean enabled,

        @Setting(
                doc = "The time for which the rates below are: so many requests may come at once after a pause of that"
                        + " long, and so many in that time in the long run. Each node counts for itself.",
                byDefault = "PT10S",
                min = "PT1S",
                max = "PT1H")
        Duration window,

        @Setting(
                doc =
                        "Requests from one address, or one /64 of IPv6; the next one is answered 429. Many players can share"
                                + " an address. 0 for no limit.",
                byDefault = "20000",
                min = "0",
                max = "1000000000")
        int addressRequests,

        @Setting(
                doc = "Requests of one signed-in player; the next one is answered 429. 0 for no limit.",
                byDefault = "2000",
                min = "0",
                max = "1000000000")
        int playerRequests,

        @Setting(
                doc = "Requests with one API key; the next one is answered 429. 0 for no limit.",
                byDefault = "20000",
                min = "0",
                max = "1000000000")
        int keyRequests,

        @Setting(
                doc =
                        "Requests that a node works on at once; further ones wait, and then are answered 503. Searches may"
                                + " fill 40 % of these places, with other reads 70 %, with sign-ins 85 %; submits may fill all."
                                + " 0 stands for 160 on platform threads, of which servers have 200, and 4000 on virtual ones.",
                byDefault = "0",
                min = "0",
                max = "1000000")
        int maxInFlight,

        @Setting(
                doc = "How long a request waits for such a place, if no more than a fifth of that many wait already.",
                byDefault = "PT0.2S",
                min = "PT0S",
                max = "PT30S")
        Duration maxWait) {}

package dev.gildong.oidc;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** How ID tokens are judged, and how the keys of their issuers are kept. */
@SettingGroup("gildong.oidc")
public record OidcSettings(
        @Setting(
                doc = "How long after it was issued an ID token signs in, whatever its own end; a minute more is given"
                        + " for clocks that differ.",
                byDefault = "PT10M",
                min = "PT1M",
                max = "P1D")
        Duration maxTokenAge,

        @Setting(
                doc =
                        "How old an issuer's keys may get before they are read again. So long a key goes on being believed"
                                + " that its issuer has withdrawn.",
                byDefault = "PT1H",
                min = "PT1M",
                max = "P1D")
        Duration keysRefresh,

        @Setting(
                doc = "How long the keys that were read last go on serving while their issuer cannot be asked. Then its"
                        + " tokens are answered 503.",
                byDefault = "PT6H",
                min = "PT1M",
                max = "P7D")
        Duration keysKeep,

        @Setting(
                doc = "The shortest time between two attempts to read an issuer's keys, however many tokens name a key"
                        + " that is not known.",
                byDefault = "PT10S",
                min = "PT0.1S",
                max = "PT10M")
        Duration keysPause,

        @Setting(
                doc = "How long it may take to read an issuer's keys.",
                byDefault = "PT3S",
                min = "PT0.1S",
                max = "PT30S")
        Duration keysTimeout) {}

package dev.gildong.log;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

/** Who gets everything that is logged. */
@SettingGroup("gildong.log.server")
public record LogServerSettings(
        @Setting(
                doc = "Server that takes every log event in production, as one JSON object a line over TCP. Empty: none"
                        + " is sent. [Guide](guides/logs.md).")
        String host,

        @Setting(doc = "Its port.", byDefault = "514", min = "1", max = "65535")
        int port,

        @Setting(
                doc = "Whether the connection is TLS, to a certificate that the JVM trusts for that name.",
                byDefault = "true")
        boolean tls) {}

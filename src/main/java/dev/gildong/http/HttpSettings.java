package dev.gildong.http;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

/** Limits of the HTTP interface. */
@SettingGroup("gildong.http")
public record HttpSettings(
        @Setting(
                doc = "Longest request body in bytes; a longer one is answered 413.",
                byDefault = "65536",
                min = "1024",
                max = "10485760")
        int maxBodyBytes) {}

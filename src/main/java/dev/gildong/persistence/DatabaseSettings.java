package dev.gildong.persistence;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import java.time.Duration;

/** Which database, and how long anything may wait for it. */
@SettingGroup("gildong.database")
public record DatabaseSettings(
        @Setting(
                doc =
                        "JDBC address, such as `jdbc:mysql://host:3306/gildong`. Empty: an H2 file in the data directory.")
        String url,

        @Setting(doc = "Database user.", byDefault = "") String user,

        @Setting(doc = "Password of the database user.", secret = true)
        String password,

        @Setting(doc = "Connections a node holds at most.", byDefault = "16", min = "2", max = "200")
        int poolSize,

        @Setting(
                doc = "How long a request waits for a connection before it is answered 503.",
                byDefault = "PT2S",
                min = "PT0.25S",
                max = "PT30S")
        Duration acquireTimeout,

        @Setting(
                doc = "How long one statement may run before the database ends it; on MySQL a SELECT.",
                byDefault = "PT3S",
                min = "PT0.1S",
                max = "PT5M")
        Duration statementTimeout,

        @Setting(
                doc = "How long a silent connection is waited for before it is given up; longer than a statement may"
                        + " run.",
                byDefault = "PT5S",
                min = "PT1S",
                max = "PT10M")
        Duration socketTimeout,

        @Setting(
                doc = "How long the start waits for the database to come up.",
                byDefault = "PT30S",
                min = "PT0S",
                max = "PT10M")
        Duration startTimeout) {}

package dev.gildong.config;

import java.nio.file.Path;

/** What concerns the server as a whole. */
@SettingGroup("gildong")
public record AppSettings(
        @Setting(
                doc = "`production` writes logs as JSON and refuses to start with settings that are unsafe there.",
                byDefault = "development")
        Mode mode,

        @Setting(
                doc =
                        "What this node does: `all` serves the API and takes background tasks, `web` serves the API alone,"
                                + " `worker` takes tasks alone and answers `/livez`, `/readyz` and `/metrics`.",
                byDefault = "all")
        Role role,

        @Setting(doc = "Where the embedded database keeps its files.", byDefault = "gildong-data")
        Path dataDirectory,

        @Setting(
                doc = "The administrator's API key, at least 32 characters. Where it is empty, the very first start"
                        + " makes one and shows it once on the console.",
                secret = true)
        String adminKey) {

    /** Checks what bounds cannot say. */
    public AppSettings {
        if (!adminKey.isEmpty() && !adminKey.matches("[\\x21-\\x7e]{32,200}")) {
            throw new SettingsException(
                    "gildong.admin-key is a secret; allowed: 32 to 200 printable ASCII characters without spaces");
        }
    }

    /** How strict the server is with its own settings. */
    public enum Mode {
        /** Readable logs, embedded database allowed. */
        DEVELOPMENT,
        /** JSON logs, unsafe settings refused. */
        PRODUCTION
    }

    /** What a node does. Nodes of different roles on one database are one Gildong. */
    public enum Role {
        /** Serves the API and takes background tasks. */
        ALL,
        /** Serves the API, takes no tasks. */
        WEB,
        /** Takes tasks; of HTTP it answers its health and its metrics alone. */
        WORKER;

        /** Whether the calls of players, game servers and administrators are answered here. */
        public boolean servesApi() {
            return this != WORKER;
        }

        /** Whether background tasks are run here. */
        public boolean takesTasks() {
            return this != WEB;
        }
    }
}

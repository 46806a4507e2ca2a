package dev.gildong.log;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import dev.gildong.config.SettingsException;

/** Where a card is made of an error. */
@SettingGroup("gildong.log.tracker")
public record TrackerSettings(
        @Setting(
                doc = "Id of the Trello list that takes a card for each error, in production. Empty: none is made."
                        + " [Guide](guides/logs.md).")
        String list,

        @Setting(
                doc =
                        "Where a card is posted. Another tracker, or a program that speaks to it, may take the same JSON.",
                byDefault = "https://api.trello.com/1/cards")
        String url,

        @Setting(doc = "Trello API key.", secret = true) String key,

        @Setting(doc = "Trello token that may write to the list.", secret = true)
        String token) {

    /** Checks what bounds cannot say. */
    public TrackerSettings {
        if (!list.isEmpty() && (key.isEmpty() || token.isEmpty() || !url.matches("https?://.+"))) {
            throw new SettingsException("gildong.log.tracker.key, gildong.log.tracker.token and a URL must be set where"
                    + " gildong.log.tracker.list is");
        }
    }
}

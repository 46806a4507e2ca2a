package dev.gildong.log;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;
import dev.gildong.config.SettingsException;

/** Whom a mail tells that the server needs somebody. */
@SettingGroup("gildong.log.mail")
public record MailSettings(
        @Setting(
                doc = "SMTP server that takes a mail for each fatal event, in production. Empty: none is sent."
                        + " [Guide](guides/logs.md).")
        String host,

        @Setting(doc = "Its port.", byDefault = "587", min = "1", max = "65535")
        int port,

        @Setting(
                doc =
                        "`starttls` turns a plain connection into TLS or sends nothing, `tls` begins with it, `none` is for"
                                + " a server on this machine.",
                byDefault = "starttls")
        Security security,

        @Setting(doc = "Name to sign in with. Empty: without.")
        String user,

        @Setting(doc = "Password to sign in with.", secret = true)
        String password,

        @Setting(doc = "Address that mails come from.") String from,

        @Setting(doc = "Addresses that mails go to, separated by commas.")
        String to) {

    /** Checks what bounds cannot say. */
    public MailSettings {
        if (!host.isEmpty() && (from.isEmpty() || to.isEmpty())) {
            throw new SettingsException(
                    "gildong.log.mail.from and gildong.log.mail.to must be set where" + " gildong.log.mail.host is");
        }
    }

    /** How a connection is kept from others. */
    public enum Security {
        /** Not at all. */
        NONE,
        /** RFC 3207, required. */
        STARTTLS,
        /** From the first byte, RFC 8314. */
        TLS
    }
}

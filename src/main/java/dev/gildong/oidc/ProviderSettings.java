package dev.gildong.oidc;

import dev.gildong.config.Setting;
import dev.gildong.config.SettingGroup;

/** An OpenID provider that players may sign in by; what is written is checked in {@link Provider}. */
@SettingGroup("gildong.oidc.<name>")
public record ProviderSettings(
        @Setting(
                doc = "The issuer's URL, character for character as its tokens have it in `iss`, such as"
                        + " `https://accounts.google.com`. Players are known by the provider's name and the token's"
                        + " `sub`: never give a name to another issuer.")
        String issuer,

        @Setting(
                doc = "The client ids that the issuer gave to the game, with commas between them. A token for any other"
                        + " is refused.")
        String clientIds,

        @Setting(doc = "Whether a token without `nonce` is refused.", byDefault = "false")
        boolean nonceRequired) {}

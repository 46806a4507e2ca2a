package dev.gildong.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.config.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {
    private static List<Provider> providers(String issuer, String clientIds, boolean plainHttp) {
        return Provider.all(Map.of("local", new ProviderSettings(issuer, clientIds, false)), plainHttp);
    }

    @ParameterizedTest
    @CsvSource({
        "https://accounts.google.com, https://accounts.google.com/.well-known/openid-configuration",
        "https://game.auth0.com/, https://game.auth0.com/.well-known/openid-configuration",
        "https://id.example/realms/game, https://id.example/realms/game/.well-known/openid-configuration"
    })
    void configurationShouldBeBelowTheIssuer(String issuer, String configuration) {
        Provider provider = providers(issuer, " a , b", false).get(0);

        assertThat(provider.configuration()).hasToString(configuration);
        assertThat(provider.issuer()).isEqualTo(issuer);
        assertThat(provider.clientIds()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "accounts.google.com",
                "http://id.example",
                "ftp://id.example",
                "https://",
                "https:///path",
                "https://user@id.example",
                "https://id.example?x=1",
                "https://id.example#x",
                "https://id example"
            })
    void whatIsNoIssuerShouldStopTheStart(String issuer) {
        assertThatThrownBy(() -> providers(issuer, "a", false))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("gildong.oidc.local.issuer is \"" + issuer + "\"; allowed: ");
    }

    @Test
    void plainHttpShouldBeAllowedWhereOutboundCallsMayUseIt() {
        assertThat(providers("http://127.0.0.1:8081", "a", true)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "a,", "a,,b", "a b", "\u00e4"})
    void clientIdsThatAreNoneShouldStopTheStart(String clientIds) {
        assertThatThrownBy(() -> providers("https://id.example", clientIds, false))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("gildong.oidc.local.client-ids is \"" + clientIds + "\"; allowed: ");
    }

    @Test
    void issuerWithTwoNamesShouldStopTheStart() {
        ProviderSettings settings = new ProviderSettings("https://id.example", "a", false);

        assertThatThrownBy(() -> Provider.all(Map.of("one", settings, "two", settings), false))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gildong.oidc.one")
                .hasMessageContaining("gildong.oidc.two");
    }
}

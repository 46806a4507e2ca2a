package dev.gildong.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.config.SettingsException;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::8.8.8.8",
                "64:ff9b::127.0.0.1",
                "64:ff9b:1::8.8.8.8",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1",
                "ff02::1"
            })
    void addressThatIsNotPublicShouldBeRefused(String literal) throws Exception {
        assertThat(guard.allows(InetAddress.getByName(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860::8888",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void addressThatIsPublicShouldBeAllowed(String literal) throws Exception {
        assertThat(guard.allows(InetAddress.getByName(literal))).isTrue();
    }

    /** Java makes an IPv4 address of such bytes, unless it is asked not to. */
    @Test
    void addressOfVersion4MappedIntoVersion6ShouldBeRefusedEvenIfPublic() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 8, 8, 8, 8};

        assertThat(guard.allows(Inet6Address.getByAddress("", mapped, -1))).isFalse();
    }

    @Test
    void networkOfTheSettingsShouldBeAllowedAndNoMore() throws Exception {
        AddressGuard wider = new AddressGuard(" 10.1.0.0/16, fd00:1::/64,127.0.0.2/32 ");

        assertThat(wider.allows(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(wider.allows(InetAddress.getByName("10.2.0.0"))).isFalse();
        assertThat(wider.allows(InetAddress.getByName("fd00:1::ffff"))).isTrue();
        assertThat(wider.allows(InetAddress.getByName("fd00:1:0:1::"))).isFalse();
        assertThat(wider.allows(InetAddress.getByName("127.0.0.2"))).isTrue();
        assertThat(wider.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
        assertThat(wider.allows(InetAddress.getByName("8.8.8.8"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                "300.0.0.0/8",
                "localhost/8",
                "10.0.0.0/8,",
                ",",
                "10/8",
                "fd00::/129",
                ":/0",
                "fd00::1/64",
                "/8"
            })
    void networkThatIsNoneShouldStopTheStart(String text) {
        assertThatThrownBy(() -> AddressGuard.networks(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gildong.outbound.allowed-networks");
    }
}

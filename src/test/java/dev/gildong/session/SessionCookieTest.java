package dev.gildong.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.player.PlayerProfile;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionCookieTest {
    private static final SessionSettings SETTINGS = new SessionSettings(Duration.ofDays(30), Duration.ofDays(14), 100);
    private static final SignInResponse SIGN_IN =
            new SignInResponse("gs_secret", Instant.EPOCH, new PlayerProfile("id", "Ann", Instant.EPOCH));

    private static HttpServletRequest request(boolean secure, String contextPath, Cookie... cookies) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SessionCookieTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isSecure" -> secure;
                    case "getContextPath" -> contextPath;
                    case "getCookies" -> cookies;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void cookieOverHttpsShouldBeOneThatNoSubdomainCanPlant() {
        NewCookie cookie = SessionCookie.of(request(true, "/game"), SIGN_IN, SETTINGS);

        // Browsers refuse the prefix __Host- with any path but this, and without Secure.
        assertThat(cookie.getName()).isEqualTo("__Host-gildong");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo(NewCookie.SameSite.LAX);
        assertThat(cookie.getMaxAge()).isEqualTo(30 * 24 * 60 * 60);
    }

    @Test
    void cookieOverHttpShouldStayInItsApplication() {
        NewCookie cookie = SessionCookie.of(request(false, "/game"), SIGN_IN, SETTINGS);

        assertThat(cookie.getName()).isEqualTo("gildong");
        assertThat(cookie.getPath()).isEqualTo("/game");
        assertThat(cookie.isSecure()).isFalse();
        assertThat(SessionCookie.of(request(false, ""), SIGN_IN, SETTINGS).getPath())
                .isEqualTo("/");
    }

    @Test
    void cookieOfHttpShouldNotCountOverHttps() {
        Cookie plain = new Cookie("gildong", "planted");
        Cookie secure = new Cookie("__Host-gildong", "good");

        assertThat(SessionCookie.read(request(true, "", plain))).isEmpty();
        assertThat(SessionCookie.read(request(true, "", plain, secure))).contains("good");
        assertThat(SessionCookie.read(request(false, "", secure, plain))).contains("planted");
    }

    @Test
    void cookieShouldBeTakenAwayUnderTheNameAndPathItWasSetWith() {
        for (boolean secure : new boolean[] {true, false}) {
            NewCookie set = SessionCookie.of(request(secure, "/game"), SIGN_IN, SETTINGS);
            NewCookie gone = SessionCookie.gone(request(secure, "/game"));

            assertThat(gone.getName()).isEqualTo(set.getName());
            assertThat(gone.getPath()).isEqualTo(set.getPath());
            assertThat(gone.isSecure()).isEqualTo(set.isSecure());
            assertThat(gone.getMaxAge()).isZero();
            assertThat(gone.getValue()).isEmpty();
        }
    }
}

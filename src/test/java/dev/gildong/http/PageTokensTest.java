package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageTokensTest {
    private final PageTokens tokens = new PageTokens("c2VjcmV0LXNlY3JldC1zZWNyZXQ");

    @ParameterizedTest
    @EnumSource
    void tokenShouldBeGoodForItsOwnListAlone(PagedList own) {
        String numbers = tokens.write(own, 1, -2, Long.MAX_VALUE);
        String name = tokens.writeName(own, "weekly-2026");

        assertThat(tokens.read(own, numbers, 3)).containsExactly(1, -2, Long.MAX_VALUE);
        assertThat(tokens.readName(own, name)).isEqualTo("weekly-2026");
        for (PagedList other : PagedList.values()) {
            if (other != own) {
                assertThatThrownBy(() -> tokens.read(other, numbers, 3)).isInstanceOf(ProblemException.class);
                assertThatThrownBy(() -> tokens.readName(other, name)).isInstanceOf(ProblemException.class);
            }
        }
    }

    @Test
    void tokensOfOneModuleShouldBeOfNoUseToAnother() {
        PageTokens one = tokens.derived("one");
        String token = one.write(PagedList.MODULE, 7);

        assertThat(tokens.derived("one").read(PagedList.MODULE, token, 1)).containsExactly(7);
        assertThatThrownBy(() -> tokens.derived("two").read(PagedList.MODULE, token, 1))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> tokens.read(PagedList.MODULE, token, 1)).isInstanceOf(ProblemException.class);
    }
}

package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.http.HttpSettings;
import dev.gildong.session.AuthenticationFilter;
import org.junit.jupiter.api.Test;

class FiltersTest {

    @Test
    @SuppressWarnings("NullAway")
    void orderShouldBeTheOneThatTheDecisionRecordExplains() {
        assertThat(Filters.inOrder(new AuthenticationFilter(null, null), new HttpSettings(1024)))
                .extracting(filter -> filter.getClass().getSimpleName())
                .containsExactly(
                        "RequestIdFilter",
                        "AccessLogFilter",
                        "SecurityHeadersFilter",
                        "ExceptionFilter",
                        "BodyLimitFilter",
                        "AuthenticationFilter");
    }
}

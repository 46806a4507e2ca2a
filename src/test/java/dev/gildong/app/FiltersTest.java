package dev.gildong.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.http.HttpSettings;
import dev.gildong.limit.LimitSettings;
import dev.gildong.session.AuthenticationFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiltersTest {

    @Test
    @SuppressWarnings("NullAway")
    void orderShouldBeTheOneThatTheDecisionRecordExplains() {
        assertThat(Filters.inOrder(
                        new AuthenticationFilter(null, null),
                        new HttpSettings(1024, 1024, 1024, "", Duration.ZERO, 1, 1, ""),
                        new LimitSettings(true, Duration.ofSeconds(1), 1, 1, 1, 1, Duration.ZERO),
                        new SimpleMeterRegistry()))
                .extracting(filter -> filter.getClass().getSimpleName())
                .containsExactly(
                        "BodyArrivalFilter",
                        "RequestIdFilter",
                        "ClientAddressFilter",
                        "AccessLogFilter",
                        "RequestMeterFilter",
                        "SecurityHeadersFilter",
                        "CorsFilter",
                        "ExceptionFilter",
                        "AddressLimitFilter",
                        "BodyLimitFilter",
                        "PreflightFilter",
                        "OverloadFilter",
                        "AuthenticationFilter",
                        "CallerLimitFilter",
                        "IdempotencyFilter");
    }
}

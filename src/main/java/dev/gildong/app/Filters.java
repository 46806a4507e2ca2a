package dev.gildong.app;

import dev.gildong.http.AccessLogFilter;
import dev.gildong.http.BodyArrivalFilter;
import dev.gildong.http.BodyLimitFilter;
import dev.gildong.http.ClientAddressFilter;
import dev.gildong.http.CorsFilter;
import dev.gildong.http.ExceptionFilter;
import dev.gildong.http.HttpSettings;
import dev.gildong.http.PreflightFilter;
import dev.gildong.http.RequestIdFilter;
import dev.gildong.http.RequestMeterFilter;
import dev.gildong.http.SecurityHeadersFilter;
import dev.gildong.idempotency.IdempotencyFilter;
import dev.gildong.limit.AddressLimitFilter;
import dev.gildong.limit.CallerLimitFilter;
import dev.gildong.limit.LimitSettings;
import dev.gildong.limit.OverloadFilter;
import dev.gildong.session.AuthenticationFilter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.List;

/** The order of the filters, outermost first; why this order: docs/adr/005-filter-order.md. */
final class Filters {

    private Filters() {}

    static List<Filter> inOrder(
            AuthenticationFilter authentication, HttpSettings settings, LimitSettings limits, MeterRegistry meters) {
        ClientAddressFilter clients = new ClientAddressFilter(settings);
        return List.of(
                new BodyArrivalFilter(settings, clients),
                new RequestIdFilter(),
                clients,
                new AccessLogFilter(),
                new RequestMeterFilter(meters),
                new SecurityHeadersFilter(),
                new CorsFilter(settings),
                new ExceptionFilter(),
                new AddressLimitFilter(limits, meters),
                new BodyLimitFilter(settings),
                new PreflightFilter(),
                new OverloadFilter(limits, meters),
                authentication,
                new CallerLimitFilter(limits, meters),
                new IdempotencyFilter());
    }

    static void register(ServletContext context, List<Filter> filters) {
        for (Filter filter : filters) {
            FilterRegistration.Dynamic registration =
                    context.addFilter(filter.getClass().getSimpleName(), filter);
            registration.setAsyncSupported(true);
            // ASYNC is how a request comes back whose body was waited for.
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        }
    }
}

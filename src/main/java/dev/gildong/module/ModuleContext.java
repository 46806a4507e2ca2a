package dev.gildong.module;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.config.Settings;
import dev.gildong.event.Events;
import dev.gildong.http.PageTokens;
import dev.gildong.outbound.OutboundClient;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.player.Players;
import dev.gildong.schedule.Schedules;
import dev.gildong.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a module stands on: the same that the server's own features are made of.
 *
 * @param settings of the whole server; {@code group} reads those that the module declared
 * @param database where its units of work run, its own tables and the server's in one
 * @param clock the database's, on which all nodes agree
 * @param events what happens: to be registered, published and subscribed to
 * @param tasks takes its task types, and the tasks that it enqueues
 * @param schedules takes the ones that it declares
 * @param caches takes its caches, which forget on all nodes what one of them removes
 * @param pageTokens signed by a key of the module's own, for {@code PagedList.MODULE}
 * @param players public profiles, and the numbers behind ids
 * @param outbound calls other servers
 * @param meters what {@code /metrics} shows
 */
public record ModuleContext(
        Settings settings,
        Database database,
        DatabaseClock clock,
        Events events,
        Tasks tasks,
        Schedules schedules,
        CacheCatalogue caches,
        PageTokens pageTokens,
        Players players,
        OutboundClient outbound,
        MeterRegistry meters) {

    /** The same for one module. */
    ModuleContext of(String module) {
        PageTokens own = pageTokens.derived("module " + module);
        return new ModuleContext(
                settings, database, clock, events, tasks, schedules, caches, own, players, outbound, meters);
    }
}

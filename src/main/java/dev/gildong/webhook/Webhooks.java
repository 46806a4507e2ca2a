package dev.gildong.webhook;

import dev.gildong.audit.AuditLog;
import dev.gildong.event.Events;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The webhooks there are. What is sent to them is the matter of {@link Deliveries}. Safe for any number of threads. */
public final class Webhooks {
    private static final int MOST = 50;
    private static final int TOKEN_NUMBERS = 1;

    private final Database database;
    private final Events events;
    private final PageTokens tokens;
    private final WebhookRepository repository = new WebhookRepository();
    private final AuditLog audit = new AuditLog();

    /** @param events says which ones there are to hear of */
    public Webhooks(Database database, Events events, PageTokens tokens) {
        this.database = database;
        this.events = events;
        this.tokens = tokens;
    }

    /** @throws ProblemException 404 if there is none */
    Webhook get(String name) {
        return database.transact(unit -> repository.find(unit, name)).orElseThrow(WebhookProblems::noWebhook);
    }

    /**
     * Makes a webhook, or changes the one there is.
     *
     * @param precondition refuses the one that is there, or that there is none, by throwing; sees what is then changed
     * @throws ProblemException 400 if the name is none, or an event does not exist; 409 if there are too many
     */
    Written put(String name, PutWebhookRequest wanted, Consumer<Optional<Webhook>> precondition) {
        if (!Webhook.isName(name)) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "A webhook's name is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit.");
        }
        requireKnown(wanted.events());
        return database.findOrAdd(unit -> put(unit, name, wanted, precondition));
    }

    private void requireKnown(List<String> wanted) {
        SortedSet<String> known = events.names();
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.contains(wanted.get(i))) {
                throw ProblemException.invalid("/events/" + i, "is no event; there are: " + String.join(", ", known));
            }
        }
    }

    private Written put(
            UnitOfWork unit, String name, PutWebhookRequest wanted, Consumer<Optional<Webhook>> precondition) {
        Optional<Webhook> existing = repository.lock(unit, name);
        precondition.accept(existing);
        if (existing.isEmpty()) {
            if (repository.full(unit, MOST)) {
                throw WebhookProblems.tooMany(MOST);
            }
            repository.add(unit, name, wanted, wanted.secret() == null ? WebhookSecret.fresh() : wanted.secret());
            audit.record(unit, "webhook.created", name);
            return new Written(repository.find(unit, name).orElseThrow(), true, true);
        }
        Webhook changed = existing.get().changedTo(wanted);
        if (!changed.equals(existing.get())) {
            repository.change(unit, changed);
            audit.record(unit, "webhook.changed", name);
        }
        return new Written(repository.find(unit, name).orElseThrow(), false, wanted.secret() != null);
    }

    /**
     * Removes a webhook. What still waits to be sent to it is not.
     *
     * @param precondition refuses the one that is there, by throwing
     * @throws ProblemException 404 if there is none
     */
    void delete(String name, Consumer<Optional<Webhook>> precondition) {
        database.transact(unit -> {
            Webhook webhook = repository.lock(unit, name).orElseThrow(WebhookProblems::noWebhook);
            precondition.accept(Optional.of(webhook));
            repository.remove(unit, webhook.number());
            audit.record(unit, "webhook.deleted", name);
            return webhook;
        });
    }

    WebhookPageResponse page(int limit, @Nullable String pageToken) {
        long after = 0;
        if (pageToken != null) {
            after = tokens.read(PagedList.WEBHOOKS, pageToken, TOKEN_NUMBERS)[0];
        }
        long from = after;
        List<Webhook> found = database.transact(unit -> repository.page(unit, from, limit + 1));
        Page<Webhook> page = Page.of(found, limit, last -> tokens.write(PagedList.WEBHOOKS, last.number()));
        return new WebhookPageResponse(page.map(WebhookResponse::of), page.nextPageToken());
    }

    /** A webhook, whether this request made it, and whether the answer is the one that shows its secret. */
    record Written(Webhook webhook, boolean created, boolean showSecret) {}
}

package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.PageTokens;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by what is in them. The database only tells candidates; what matches is decided on their texts, so all
 * databases answer alike. Safe for any number of threads.
 */
public final class DocumentSearch {
    private final Database database;
    private final DocumentCollections collections;
    private final DocumentSettings settings;
    private final SearchTokens tokens;
    private final IndexRepository indexes = new IndexRepository();

    /** @param collections say who may read */
    public DocumentSearch(
            Database database, DocumentCollections collections, DocumentSettings settings, PageTokens tokens) {
        this.database = database;
        this.collections = collections;
        this.settings = settings;
        this.tokens = new SearchTokens(tokens);
    }

    /** A page of the visitor's own documents. */
    SearchResponse own(Visitor visitor, String collection, SearchRequest request) {
        requireName(collection);
        visitor.requireRead(collections.rules(collection));
        return search(Optional.of(visitor.owner()), collection, request);
    }

    /** A page of everybody's documents. */
    SearchResponse all(String collection, SearchRequest request) {
        requireName(collection);
        return search(Optional.empty(), collection, request);
    }

    private static void requireName(String collection) {
        if (!DocumentId.isCollection(collection)) {
            throw DocumentProblems.collectionName();
        }
    }

    private SearchResponse search(Optional<Long> player, String collection, SearchRequest request) {
        Query query = request.query();
        long part =
                DocumentLists.part(player.map(String::valueOf).orElse("all") + "/" + collection + "/" + request.text());
        @Nullable String token = request.pageToken();
        SearchTokens.@Nullable Start start = token == null ? null : tokens.read(part, token);
        return database.snapshot(unit -> {
            Plan plan = new Plan(query, indexes.ready(unit, collection));
            One one = new One(unit, player, collection, query, plan, part);
            return query.order().isPresent()
                    ? one.ordered(query.order().get(), start == null ? null : start.position())
                    : one.unordered(start);
        });
    }

    /** One search in one unit. */
    private final class One {
        private final UnitOfWork unit;
        private final Optional<Long> player;
        private final String collection;
        private final Query query;
        private final Plan plan;
        private final long part;

        One(UnitOfWork unit, Optional<Long> player, String collection, Query query, Plan plan, long part) {
            this.unit = unit;
            this.player = player;
            this.collection = collection;
            this.query = query;
            this.plan = plan;
            this.part = part;
        }

        /** Goes on by the index by which the search began, also if another one is ready by now. */
        SearchResponse unordered(SearchTokens.@Nullable Start start) {
            Source byName = Source.byName(player, collection);
            Source best =
                    plan.best().map(path -> plan.by(path, player, collection)).orElse(byName);
            Source source = start != null && start.index() == Source.BY_NAME ? byName : best;
            if (start != null && start.index() != source.index()) {
                throw PageTokens.invalid();
            }
            return inOrderOf(source, start == null ? null : start.position(), source.index());
        }

        /**
         * By the index of the order; but if the condition leaves few candidates, they are ordered in memory, and so they
         * are where the order has no index.
         */
        SearchResponse ordered(Query.Order order, @Nullable Position after) {
            Optional<Source> byOrder = plan.ordered(player, collection);
            Optional<String> best = plan.best();
            boolean narrow = best.filter(plan::isNarrow).isPresent();
            if (byOrder.isPresent() && !narrow) {
                return inOrderOf(byOrder.get(), after, Source.BY_NAME);
            }
            Source source =
                    best.map(path -> plan.by(path, player, collection)).orElse(Source.byName(player, collection));
            return inMemory(source, order, after)
                    .or(() -> byOrder.map(index -> inOrderOf(index, after, Source.BY_NAME)))
                    .orElseThrow(() -> DocumentProblems.tooBroad(settings.searchRows()));
        }

        /** @param index what the next page is to go by */
        private SearchResponse inOrderOf(Source source, @Nullable Position after, long index) {
            List<SearchResponse.Item> items = new ArrayList<>();
            Position[] shown = new Position[1];
            long[] bytes = new long[1];
            Scan scan = scan(query.limit() + 1);
            Scan.End end = scan.walk(source, after, candidate -> {
                for (Found found : candidate.found()) {
                    if (query.where().matches(DocumentText.read(found.document().text()))) {
                        bytes[0] += DocumentText.bytes(found.document().text());
                        if (items.size() == query.limit() || !items.isEmpty() && bytes[0] > DocumentLists.MOST_BYTES) {
                            return false;
                        }
                        items.add(SearchResponse.Item.of(found, player.isPresent()));
                        shown[0] = candidate.position();
                    }
                }
                return true;
            });
            @Nullable Position next = end == Scan.End.ALL ? null : end == Scan.End.BOUND ? scan.last() : shown[0];
            boolean partial = end == Scan.End.BOUND && items.size() < query.limit();
            return response(items, next, index, scan, partial);
        }

        /** Empty if there are more candidates than one search looks at. */
        private Optional<SearchResponse> inMemory(Source source, Query.Order by, @Nullable Position after) {
            Comparator<Position> order = by.descending() ? Position.ORDER.reversed() : Position.ORDER;
            SortedPage page = new SortedPage(order, query.limit());
            Scan scan = scan(query.limit() + 1);
            Scan.End end = scan.walk(source, null, candidate -> {
                for (Found found : candidate.found()) {
                    ObjectNode document = DocumentText.read(found.document().text());
                    Optional<JsonNode> value = by.place().find(document).filter(JsonNode::isValueNode);
                    if (value.isPresent() && query.where().matches(document)) {
                        Position position = new Position(
                                Scalar.encoded(value.get()),
                                candidate.position().player(),
                                candidate.position().key());
                        if (after == null || order.compare(position, after) > 0) {
                            page.add(position, found);
                        }
                    }
                }
                return true;
            });
            if (end != Scan.End.ALL) {
                return Optional.empty();
            }
            List<SearchResponse.Item> items = page.documents().values().stream()
                    .map(found -> SearchResponse.Item.of(found, player.isPresent()))
                    .toList();
            @Nullable Position next = page.hasMore() ? page.documents().lastKey() : null;
            return Optional.of(response(items, next, Source.BY_NAME, scan, false));
        }

        private SearchResponse response(
                List<SearchResponse.Item> items, @Nullable Position next, long index, Scan scan, boolean partial) {
            return new SearchResponse(
                    items,
                    next == null ? null : tokens.write(part, new SearchTokens.Start(index, next)),
                    scan.examined(),
                    partial ? true : null);
        }

        private Scan scan(int first) {
            return new Scan(unit, settings.searchRows(), settings.searchTimeout(), first);
        }
    }
}

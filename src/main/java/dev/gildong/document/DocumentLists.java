package dev.gildong.document;

import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.token.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a player by their keys. A page ends where it would have more than a mebibyte of documents: so lengths are
 * read first, and then no more than is shown.
 */
public final class DocumentLists {
    /** What a page has at most, but for one document that is longer. */
    static final int MOST_BYTES = 1 << 20;

    private static final int KEY_NUMBERS = DocumentId.MAX_KEY / Long.BYTES;

    private final Database database;
    private final DocumentCollections collections;
    private final PageTokens tokens;
    private final DocumentRepository documents = new DocumentRepository();

    /** @param collections say who may read */
    public DocumentLists(Database database, DocumentCollections collections, PageTokens tokens) {
        this.database = database;
        this.collections = collections;
        this.tokens = tokens;
    }

    /**
     * A page.
     *
     * @param prefix of the keys
     * @throws dev.gildong.http.ProblemException 400 for a name, prefix or token that cannot be
     */
    DocumentPageResponse page(
            Visitor visitor, String collection, String prefix, int limit, @Nullable String pageToken) {
        if (!DocumentId.isCollection(collection)) {
            throw DocumentProblems.collectionName();
        }
        if (!DocumentId.isPrefix(prefix)) {
            throw DocumentProblems.prefix();
        }
        visitor.requireRead(collections.rules(collection));
        long part = part(visitor.owner() + "/" + collection + "/" + prefix);
        String after = pageToken == null ? "" : key(pageToken, part);
        Page<Document> page = database.snapshot(unit -> {
            DocumentRepository.Range range = new DocumentRepository.Range(prefix, after);
            return page(unit, visitor.owner(), collection, range, limit, part);
        });
        return new DocumentPageResponse(page.map(DocumentItem::of), page.nextPageToken());
    }

    private Page<Document> page(
            UnitOfWork unit, long player, String collection, DocumentRepository.Range range, int limit, long part) {
        List<DocumentRepository.Sized> keys = documents.keys(unit, player, collection, range, limit + 1);
        int count = fitting(keys, limit, DocumentRepository.Sized::bytes);
        if (count == 0) {
            return new Page<>(List.of(), null);
        }
        String last = keys.get(count - 1).key();
        return new Page<>(
                documents.page(unit, player, collection, range, last), keys.size() > count ? token(last, part) : null);
    }

    /** How many of these, which are shown in their order, make a page: at least one, if there is one. */
    static <T> int fitting(List<T> found, int limit, ToIntFunction<T> bytes) {
        long sum = 0;
        int count = 0;
        while (count < Math.min(found.size(), limit)) {
            sum += bytes.applyAsInt(found.get(count));
            if (count > 0 && sum > MOST_BYTES) {
                break;
            }
            count++;
        }
        return count;
    }

    /** A number for the part of a list that a token is good for. */
    static long part(String name) {
        return ByteBuffer.wrap(Token.hash(name).getBytes(StandardCharsets.US_ASCII))
                .getLong();
    }

    private String token(String key, long part) {
        ByteBuffer bytes = ByteBuffer.allocate(DocumentId.MAX_KEY);
        bytes.put(key.getBytes(StandardCharsets.US_ASCII)).rewind();
        long[] numbers = new long[KEY_NUMBERS];
        bytes.asLongBuffer().get(numbers);
        return tokens.write(
                PagedList.DOCUMENTS,
                LongStream.concat(LongStream.of(part), LongStream.of(numbers)).toArray());
    }

    private String key(String token, long part) {
        long[] numbers = tokens.read(PagedList.DOCUMENTS, token, KEY_NUMBERS + 1);
        if (numbers[0] != part) {
            throw PageTokens.invalid();
        }
        ByteBuffer bytes = ByteBuffer.allocate(DocumentId.MAX_KEY);
        LongStream.of(numbers).skip(1).forEach(bytes::putLong);
        return new String(bytes.array(), StandardCharsets.US_ASCII).replace("\0", "");
    }
}

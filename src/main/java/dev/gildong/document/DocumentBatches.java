package dev.gildong.document;

import dev.gildong.http.Problem;
import dev.gildong.http.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Changes of several documents in one unit. */
public final class DocumentBatches {
    private final Documents documents;

    /** @param documents write them */
    public DocumentBatches(Documents documents) {
        this.documents = documents;
    }

    /**
     * Makes all changes of a batch.
     *
     * @throws ProblemException if one is refused; it says which, and nothing is changed
     */
    BatchResponse write(Visitor visitor, BatchRequest batch) {
        List<Write> writes = new ArrayList<>();
        Set<DocumentId> seen = new HashSet<>();
        for (int i = 0; i < batch.items().size(); i++) {
            BatchRequest.Item item = batch.items().get(i);
            String at = "/items/" + i;
            Write write = locating(at, () -> write(visitor, item, at));
            if (!seen.add(write.id())) {
                throw ProblemException.invalid(at, "is of the same document as another item");
            }
            writes.add(write);
        }
        List<Written> written = documents.writeAll(writes);
        List<BatchResponse.Item> items = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            items.add(BatchResponse.Item.of(written.get(i), batch.items().get(i).showsValue()));
        }
        return new BatchResponse(items);
    }

    private Write write(Visitor visitor, BatchRequest.Item item, String at) {
        DocumentId id = new DocumentId(visitor.owner(), item.collection(), item.key());
        Conditions conditions = item.conditions();
        Rules rules = documents.writable(visitor, id, conditions);
        Edit edit = item.edit(rules, at);
        return new Write(
                id,
                rules,
                version -> locating(at, () -> {
                    conditions.expected().check(version);
                    return version;
                }),
                (unit, text) -> locating(at, () -> edit.next(unit, text)));
    }

    /** Says of which item a refusal is, where it does not say so itself. */
    private static <T> T locating(String at, Supplier<T> step) {
        try {
            return step.get();
        } catch (ProblemException e) {
            if (!e.problem("").errors().isEmpty()) {
                throw e;
            }
            String detail = Objects.requireNonNullElse(e.getMessage(), e.type().title());
            throw new ProblemException(e.type(), "Nothing was changed.", List.of(new Problem.FieldError(at, detail)));
        }
    }
}

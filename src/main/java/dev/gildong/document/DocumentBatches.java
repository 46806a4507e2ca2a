package dev.gildong.document;

import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import dev.gildong.score.JointScoreRequest;
import dev.gildong.score.JointSubmit;
import dev.gildong.score.JointSubmits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes of several documents in one unit, and scores with them. Documents are locked before seasons: nobody who holds a
 * season waits for a document, and whoever submits to a board waits as short as can be.
 */
public final class DocumentBatches {
    private final Database database;
    private final Documents documents;
    private final JointSubmits scores;

    /**
     * Writes by these.
     *
     * @param scores take what is submitted
     */
    public DocumentBatches(Database database, Documents documents, JointSubmits scores) {
        this.database = database;
        this.documents = documents;
        this.scores = scores;
    }

    /**
     * Makes all changes of a batch.
     *
     * @throws ProblemException if one is refused; it says which, and nothing is changed
     */
    BatchResponse write(Visitor visitor, BatchRequest batch) {
        List<Write> writes = writes(visitor, batch.items());
        List<JointSubmit> submits = submits(visitor, batch.submits());
        if (submits.isEmpty()) {
            return new BatchResponse(items(documents.writeAll(writes), batch), null);
        }
        return database.together(
                () -> new BatchResponse(items(documents.writeAll(writes), batch), scores.submit(submits)));
    }

    private List<Write> writes(Visitor visitor, List<BatchRequest.Item> items) {
        List<Write> writes = new ArrayList<>();
        Set<DocumentId> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            BatchRequest.Item item = items.get(i);
            String at = "/items/" + i;
            Write write = locating(at, () -> write(visitor, item, at));
            if (!seen.add(write.id())) {
                throw ProblemException.invalid(at, "is of the same document as another item");
            }
            writes.add(write);
        }
        return writes;
    }

    private List<JointSubmit> submits(Visitor visitor, List<JointScoreRequest> requests) {
        List<JointSubmit> submits = new ArrayList<>();
        Set<String> boards = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            JointScoreRequest request = requests.get(i);
            String at = "/scores/" + i;
            if (!boards.add(request.leaderboard())) {
                throw ProblemException.invalid(at, "is for the same leaderboard as another one");
            }
            submits.add(scores.checked(visitor.owner(), visitor.kind() == Visitor.Kind.SERVER, request, at));
        }
        return submits;
    }

    private static List<BatchResponse.Item> items(List<Written> written, BatchRequest batch) {
        List<BatchResponse.Item> items = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            items.add(BatchResponse.Item.of(written.get(i), batch.items().get(i).showsValue()));
        }
        return items;
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
            throw e.refusing(at);
        }
    }
}

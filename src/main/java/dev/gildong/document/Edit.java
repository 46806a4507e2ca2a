package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.util.Optional;

/** Makes the next version of a document, under the lock on it. */
@FunctionalInterface
interface Edit {
    /**
     * @param unit that holds the lock
     * @param text as it stands; empty if there is no such document
     * @return the next text, checked; empty to delete the document, if there is one
     * @throws dev.gildong.http.ProblemException if it cannot be done, and then the whole unit is not
     */
    Optional<String> next(UnitOfWork unit, Optional<String> text);
}

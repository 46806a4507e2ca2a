package dev.gildong.document;

import java.util.Optional;

/** What the caller of a change builds on. */
@FunctionalInterface
interface Expected {
    /**
     * @param version that stands; empty if there is no such document
     * @throws dev.gildong.http.ProblemException 412 if it is not the one
     */
    void check(Optional<Long> version);
}

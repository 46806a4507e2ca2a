package dev.gildong.document;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with documents. */
final class DocumentProblems {
    private static final ProblemType TOO_MANY =
            new ProblemType("too-many-documents", 409, "There are too many documents");
    private static final ProblemType COMPARE_FAILED =
            new ProblemType("compare-failed", 409, "The document has another value there");
    private static final ProblemType NOT_APPLICABLE =
            new ProblemType("operation-not-applicable", 422, "The operation does not fit the document");
    private static final ProblemType PRECONDITION_REQUIRED =
            new ProblemType("precondition-required", 428, "Precondition Required");
    private static final ProblemType COLLECTION_IN_USE =
            new ProblemType("collection-in-use", 409, "The collection has documents");

    private static final ProblemType SEARCH_TOO_BROAD =
            new ProblemType("search-too-broad", 422, "The search has too many documents to put in order");

    private DocumentProblems() {}

    static ProblemException collectionName() {
        return new ProblemException(
                ProblemType.INVALID, "A collection's name is 1 to 64 of a-z 0-9 - and begins with a letter or digit.");
    }

    static ProblemException key() {
        return new ProblemException(
                ProblemType.INVALID,
                "A document's key is 1 to 128 of A-Z a-z 0-9 . _ - without a point at its beginning or two side by"
                        + " side.");
    }

    static ProblemException prefix() {
        return new ProblemException(ProblemType.INVALID, "prefix must be at most 128 of A-Z a-z 0-9 . _ -");
    }

    static ProblemException noDocument() {
        return ProblemException.notFound("There is no such document.");
    }

    static ProblemException noVersion() {
        return ProblemException.notFound("There is no such version, or not any more.");
    }

    static ProblemException noCollection() {
        return ProblemException.notFound("There is no such collection.");
    }

    static ProblemException serversOnly() {
        return new ProblemException(ProblemType.FORBIDDEN, "This collection is for game servers alone.");
    }

    static ProblemException serversWrite() {
        return new ProblemException(ProblemType.FORBIDDEN, "Game servers alone write into this collection.");
    }

    static ProblemException scoresScope() {
        return new ProblemException(ProblemType.FORBIDDEN, "Scores of a player take the scope scores besides.");
    }

    static ProblemException tooLarge(int most) {
        return new ProblemException(ProblemType.TOO_LARGE, "A document has at most " + most + " bytes here.");
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(TOO_MANY, "At most " + most + " in this collection. Delete one first.");
    }

    static ProblemException tooManyCollections(int most) {
        return new ProblemException(TOO_MANY, "At most " + most + " collections. Empty one first.");
    }

    static ProblemException compareFailed(String pointer) {
        return new ProblemException(COMPARE_FAILED, "Nothing was changed: " + pointer + " does not hold.");
    }

    static ProblemException notApplicable(String pointer, String why) {
        return new ProblemException(NOT_APPLICABLE, "Nothing was changed: " + pointer + " " + why + ".");
    }

    /** @param stands 0 if there is none */
    static ProblemException otherVersion(long stands) {
        return new ProblemException(
                ProblemType.PRECONDITION_FAILED,
                stands == 0 ? "There is no such document." : "The document stands at version " + stands + ".");
    }

    static ProblemException preconditionRequired() {
        return new ProblemException(
                PRECONDITION_REQUIRED,
                "This collection wants If-Match, or If-None-Match, with every change; in a batch, ifVersion.");
    }

    static ProblemException tooBroad(int most) {
        return new ProblemException(
                SEARCH_TOO_BROAD,
                "Without an index, at most " + most + " documents are put in order, and for a limited time. Declare an"
                        + " index for the path of orderBy in the definition of the collection, ask for less, or leave"
                        + " orderBy out.");
    }

    static ProblemException collectionInUse() {
        return new ProblemException(COLLECTION_IN_USE, "Delete them first, or change its definition.");
    }
}

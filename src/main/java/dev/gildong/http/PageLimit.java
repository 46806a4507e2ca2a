package dev.gildong.http;

/** How many items a page holds: what every list takes as its query parameter {@code limit}. */
public final class PageLimit {
    /** Where the caller does not say. */
    public static final String DEFAULT = "20";

    private static final int MAX = 100;

    private PageLimit() {}

    /** @throws ProblemException 400 if it is not 1 to 100 */
    public static int checked(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new ProblemException(ProblemType.INVALID, "limit must be 1 to " + MAX + ".");
        }
        return limit;
    }
}

package dev.gildong.score;

/** The season takes no more scores; whether another one does, its board knows. */
final class SeasonOverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SeasonOverException() {
        super(null, null, true, false);
    }
}

package dev.gildong.score;

import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Season;

/** Where a page ended: at a score, wherever it may rank by the next page, and not at a rank. */
record ScoreToken(long board, int season, long sortKey, long reachedNo) {
    private static final int NUMBERS = 4;

    static ScoreToken of(Board board, Season season, Standing last) {
        return new ScoreToken(board.number(), season.number(), last.sortKey(), last.reachedNo());
    }

    /** @throws dev.gildong.http.ProblemException 400 if it is none */
    static ScoreToken read(PageTokens tokens, String text) {
        long[] numbers = tokens.read(PagedList.SCORES, text, NUMBERS);
        return new ScoreToken(numbers[0], (int) numbers[1], numbers[2], numbers[3]);
    }

    String write(PageTokens tokens) {
        return tokens.write(PagedList.SCORES, board, season, sortKey, reachedNo);
    }

    /** @throws dev.gildong.http.ProblemException 400 if it is for another board or season */
    void requireFor(View view) {
        if (board != view.board().number() || view.season().orElse(season) != season) {
            throw PageTokens.invalid();
        }
    }

    Start.Behind behind() {
        return new Start.Behind(sortKey, reachedNo);
    }
}

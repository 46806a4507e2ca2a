package dev.gildong.score;

import dev.gildong.leaderboard.SeasonRef;

/**
 * What the change log tells of scores: up to which change a season has come.
 *
 * @param number of the change
 */
record ChangeSubject(SeasonRef season, long number) {
    /** Topic of the change log. */
    static final String TOPIC = "scores";

    static ChangeSubject parse(String text) {
        int first = text.indexOf('/');
        int second = text.indexOf('/', first + 1);
        return new ChangeSubject(
                new SeasonRef(
                        Long.parseLong(text.substring(0, first)), Integer.parseInt(text.substring(first + 1, second))),
                Long.parseLong(text.substring(second + 1)));
    }

    String text() {
        return season.board() + "/" + season.season() + "/" + number;
    }
}

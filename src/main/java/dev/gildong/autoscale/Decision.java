package dev.gildong.autoscale;

/**
 * What is to be done.
 *
 * @param why the numbers that led to it, for the log
 */
record Decision(Action action, String why) {

    enum Action {
        OUT,
        IN,
        HOLD
    }
}

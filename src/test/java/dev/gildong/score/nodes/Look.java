package dev.gildong.score.nodes;

/**
 * When and where somebody looked at a board, and what the contract promises him.
 *
 * @param node the process that was asked
 * @param atOnce whether it was asked with {@code Cache-Control: no-cache}
 * @param began instant of {@link CheckedRun}, before the request was sent
 * @param ended instant, after the answer was there
 */
record Look(String node, boolean atOnce, long began, long ended) {

    /**
     * Whether the answer must count this submit.
     *
     * @param lateNanos how long another node may take to show it, when it is not asked to catch up
     */
    boolean mustCount(SubmitTrace submit, long lateNanos) {
        return submit.isAcknowledgedBy(atOnce || submit.node.equals(node) ? began : began - lateNanos);
    }

    /** Whether the answer can count it. */
    boolean canCount(SubmitTrace submit) {
        return submit.began <= ended;
    }

    @Override
    public String toString() {
        return "%s on %s, %s to %s"
                .formatted(
                        atOnce ? "asked to catch up" : "not asked to catch up",
                        node,
                        CheckedRun.text(began),
                        CheckedRun.text(ended));
    }
}

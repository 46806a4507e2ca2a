package dev.gildong.webhook;

import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;

/** What can go wrong with a webhook. The first two are found in the task of a delivery, not in the answer to a request. */
final class WebhookProblems {
    private static final ProblemType NOT_DELIVERED =
            new ProblemType("webhook-not-delivered", 502, "The webhook was not delivered");
    private static final ProblemType REFUSED =
            new ProblemType("webhook-refused", 422, "The webhook's URL may not be called");

    private static final ProblemType TOO_MANY =
            new ProblemType("too-many-webhooks", 409, "There are too many webhooks");
    private static final ProblemType DISABLED = new ProblemType("webhook-disabled", 409, "The webhook is disabled");

    private WebhookProblems() {}

    /** Another attempt may help. */
    static ProblemException notDelivered(String why) {
        return new ProblemException(NOT_DELIVERED, why);
    }

    /** No other attempt would help. */
    static ProblemException refused(String why) {
        return new ProblemException(REFUSED, why);
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(TOO_MANY, "At most " + most + ". Delete one first.");
    }

    static ProblemException disabled() {
        return new ProblemException(DISABLED, "Enable it first: PUT it again.");
    }

    static ProblemException noWebhook() {
        return ProblemException.notFound("There is no such webhook.");
    }

    static ProblemException noDelivery() {
        return ProblemException.notFound("There is no such delivery. They are kept for a while only.");
    }
}

package dev.gildong.audit;

import java.util.Map;

/**
 * What was done.
 *
 * @param action a dotted term in the past tense, such as {@code player.banned}, at most 64 characters
 * @param subject the id or name of what it was done to, at most 255 characters
 * @param detail what else matters, as JSON at most 1,000 characters; neither secrets nor what people wrote
 */
public record AuditEvent(String action, String subject, Map<String, ?> detail) {

    /** An event that needs no detail. */
    public AuditEvent(String action, String subject) {
        this(action, subject, Map.of());
    }
}

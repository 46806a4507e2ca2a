package dev.gildong.event;

/**
 * A kind of event. The feature in which it happens declares it as a constant and registers it at start.
 *
 * @param name as in {@code player.created}: the thing, a dot, and what became of it
 */
public record EventType(String name) {

    /** Checks the name. */
    public EventType {
        if (!name.matches("[a-z]+(\\.[a-z]+)+")) {
            throw new IllegalArgumentException("an event's name is words with dots between them: " + name);
        }
    }
}

package dev.gildong.change;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who on this node wants to hear of changes. One that throws keeps nobody else from hearing. Safe for any thread. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Map<String, List<ChangeLog.Listener>> byTopic = new ConcurrentHashMap<>();

    void add(String topic, ChangeLog.Listener listener) {
        byTopic.computeIfAbsent(topic, key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    void changed(String topic, String subject) {
        for (ChangeLog.Listener listener : byTopic.getOrDefault(topic, List.of())) {
            tell(topic, () -> listener.changed(subject));
        }
    }

    void reload() {
        byTopic.forEach((topic, all) -> all.forEach(listener -> tell(topic, listener::reload)));
    }

    private static void tell(String topic, Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("a listener to changes of {} failed", topic, e);
        }
    }
}

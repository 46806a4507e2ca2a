package dev.gildong.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import dev.gildong.change.Node;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Caches of two nodes. A node looks for changes when it is told to catch up, and never else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CoherenceTest {
    private final Node here;
    private final Node there;
    private final CacheCatalogue cachesHere;
    private final CacheCatalogue cachesThere;
    private final ReadThroughCache<String, String> cacheHere;
    private final ReadThroughCache<String, String> cacheThere;
    private final AtomicInteger loads = new AtomicInteger();

    CoherenceTest(TestDatabase database) {
        String url = database.freshUrl();
        here = new Node(url);
        there = new Node(url);
        cachesHere = new CacheCatalogue(here.changes(), new SimpleMeterRegistry());
        cachesThere = new CacheCatalogue(there.changes(), new SimpleMeterRegistry());
        cacheHere = add(cachesHere);
        cacheThere = add(cachesThere);
        here.changes().catchUp();
        there.changes().catchUp();
    }

    private static ReadThroughCache<String, String> add(CacheCatalogue caches) {
        return caches.add("test", String.class, String.class, 100, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        cachesHere.close();
        cachesThere.close();
    }

    private Optional<String> load(String key) {
        return Optional.of(key + loads.incrementAndGet());
    }

    private void remove(String key) {
        here.database().transact(unit -> {
            cacheHere.remove(unit, key);
            return unit;
        });
    }

    @Test
    void removalShouldReachThisNodeWithTheCommitAndOthersWithTheirNextLook() {
        assertThat(cacheHere.get("a", this::load)).contains("a1");
        assertThat(cacheThere.get("a", this::load)).contains("a2");
        assertThat(cacheThere.get("b", this::load)).contains("b3");

        remove("a");
        assertThat(cacheHere.get("a", this::load)).contains("a4");
        there.changes().catchUp();

        assertThat(cacheThere.get("a", this::load)).contains("a5");
        assertThat(cacheThere.get("b", this::load)).contains("b3");
    }

    @Test
    void removalThatIsRolledBackShouldRemoveNothing() {
        cacheHere.get("a", this::load);
        cacheThere.get("a", this::load);

        assertThatThrownBy(() -> here.database().transact(unit -> {
                    cacheHere.remove(unit, "a");
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        there.changes().catchUp();

        assertThat(cacheHere.get("a", this::load)).contains("a1");
        assertThat(cacheThere.get("a", this::load)).contains("a2");
    }

    @Test
    void valueReadBeforeARemovalOnAnotherNodeShouldNotOutliveIt() {
        cacheThere.get("a", key -> {
            remove("a");
            there.changes().catchUp();
            return Optional.of("before");
        });

        assertThat(cacheThere.get("a", this::load)).contains("a1");
    }

    @Test
    void nodeThatMissedChangesShouldForgetEverythingAndWhatIsBeingRead() {
        cacheThere.get("a", this::load);
        there.sleep(Duration.ofMinutes(5));
        there.changes().catchUp();
        assertThat(cacheThere.get("a", this::load)).contains("a2");

        cacheThere.get("b", key -> {
            there.sleep(Duration.ofMinutes(5));
            there.changes().catchUp();
            return Optional.of("before");
        });
        assertThat(cacheThere.get("b", this::load)).contains("b3");
    }

    @Test
    void nodeThatCannotHearShouldNotBelieveItsMemoryNorPutAnythingIn() {
        cacheThere.get("a", this::load);
        there.sleep(Duration.ofSeconds(1));

        assertThat(cacheThere.get("a", this::load)).contains("a2");
        assertThat(cacheThere.get("b", this::load)).contains("b3");
        assertThat(cacheThere.getAll(Set.of("a"), loadAll())).containsOnly(Map.entry("a", "a4"));

        there.changes().catchUp();
        assertThat(cacheThere.get("a", this::load)).contains("a1");
        assertThat(cacheThere.get("b", this::load)).contains("b5");
    }

    /** One value for each key but those that begin with x. */
    private Function<Set<String>, Map<String, String>> loadAll() {
        return keys -> {
            int load = loads.incrementAndGet();
            return keys.stream()
                    .filter(key -> !key.startsWith("x"))
                    .collect(Collectors.toMap(key -> key, key -> key + load));
        };
    }

    @Test
    void allThatAreMissingShouldBeReadWithOneCallAndRemembered() {
        cacheHere.get("a", this::load);

        assertThat(cacheHere.getAll(Set.of("a", "b", "c", "x"), loadAll()))
                .containsOnly(Map.entry("a", "a1"), Map.entry("b", "b2"), Map.entry("c", "c2"));
        assertThat(cacheHere.getAll(Set.of("a", "b", "c"), loadAll()))
                .containsOnly(Map.entry("a", "a1"), Map.entry("b", "b2"), Map.entry("c", "c2"));
        assertThat(cacheHere.getAll(Set.of(), loadAll())).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void valuesReadTogetherBeforeARemovalShouldNotOutliveIt() {
        cacheHere.getAll(Set.of("a", "b"), keys -> {
            remove("a");
            return Map.of("a", "before", "b", "kept");
        });

        assertThat(cacheHere.get("a", this::load)).contains("a1");
        assertThat(cacheHere.get("b", this::load)).contains("kept");
    }

    @Test
    void keysMayBeNumbers() {
        CacheCatalogue.KeyType<Long> numbers = new CacheCatalogue.KeyType<>(Long.class, Long::valueOf);
        ReadThroughCache<Long, String> numbered =
                cachesThere.add("numbers", numbers, String.class, 100, Duration.ofHours(1));
        numbered.get(Long.MAX_VALUE, key -> Optional.of("before"));

        here.database().transact(unit -> {
            here.changes().announce(unit, "numbers", Long.toString(Long.MAX_VALUE));
            return unit;
        });
        there.changes().catchUp();

        assertThat(numbered.get(Long.MAX_VALUE, key -> Optional.of("after"))).contains("after");
    }
}

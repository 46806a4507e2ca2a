package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an index holds of a document, and where in it candidates for a condition are. */
final class IndexEntries {
    private static final byte ELEMENT_BASE = 0x10;

    /** Where documents are that have a value without parts there: all that can be ordered by it. */
    static final Span SCALARS = new Span(new byte[] {0}, new byte[] {ELEMENT_BASE - 1});

    private static final int MOST_ELEMENTS = 100;
    /** An array of more different elements than are indexed. It has no other entry. */
    private static final byte[] LONG_ARRAY = {ELEMENT_BASE};

    private IndexEntries() {}

    /** The entries of a document. */
    static SortedSet<byte[]> of(ObjectNode document, Place place) {
        TreeSet<byte[]> entries = new TreeSet<>(Arrays::compareUnsigned);
        @Nullable JsonNode found = place.find(document).orElse(null);
        if (found == null) {
            return entries;
        }
        if (found.isArray()) {
            for (JsonNode element : found) {
                if (element.isValueNode()) {
                    entries.add(element(element));
                }
                if (entries.size() > MOST_ELEMENTS) {
                    entries.clear();
                    entries.add(LONG_ARRAY);
                    return entries;
                }
            }
        } else if (found.isValueNode()) {
            entries.add(Scalar.encoded(found));
        }
        return entries;
    }

    private static byte[] element(JsonNode value) {
        byte[] entry = Scalar.encoded(value);
        entry[0] += ELEMENT_BASE;
        return entry;
    }

    /**
     * Where all documents are that match, and maybe others; in order and apart from each other.
     *
     * @return empty if they are not in one part of the index
     */
    static Optional<List<Span>> spans(Condition.Compare condition) {
        byte[] value = Scalar.encoded(condition.value());
        return Optional.ofNullable(
                switch (condition.operator()) {
                    case EQ -> List.of(new Span(value, value));
                    case IN -> each(condition.values());
                    case GT, GTE -> List.of(new Span(value, after(new byte[] {value[0]})));
                    case LT, LTE -> List.of(new Span(new byte[] {value[0]}, value));
                    case PREFIX -> List.of(new Span(value, after(value)));
                    case CONTAINS -> {
                        byte[] element = element(condition.value());
                        yield List.of(new Span(LONG_ARRAY, LONG_ARRAY), new Span(element, element));
                    }
                    case NE, EXISTS -> null;
                });
    }

    private static List<Span> each(List<JsonNode> values) {
        TreeSet<byte[]> different = new TreeSet<>(Arrays::compareUnsigned);
        values.forEach(value -> different.add(Scalar.encoded(value)));
        List<Span> spans = new ArrayList<>();
        different.forEach(value -> spans.add(new Span(value, value)));
        return spans;
    }

    /** Greater than all that begins so: no UTF-8 has this byte, and no exponent begins with it. */
    private static byte[] after(byte[] beginning) {
        if (beginning.length >= Scalar.MAX_BYTES) {
            return beginning;
        }
        byte[] after = Arrays.copyOf(beginning, beginning.length + 1);
        after[beginning.length] = (byte) 0xff;
        return after;
    }
}

package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Several operations on one document, in order: all of them, or nothing. */
record Operations(List<Operation> operations) {
    private static final int MOST = 100;

    /** What goes with each operation. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "inc", Set.of("by", "min", "max"),
            "append", Set.of("value", "cap"),
            "set", Set.of("value"),
            "remove", Set.of(),
            "compare", Set.of("value"));

    /**
     * Reads them.
     *
     * @param at pointer to the array in the body, for the answer
     * @throws ProblemException 400 at the part that cannot be
     */
    static Operations of(ArrayNode array, String at) {
        if (array.isEmpty() || array.size() > MOST) {
            throw ProblemException.invalid(at, "must have 1 to " + MOST + " operations");
        }
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            operations.add(operation(array.get(i), at + "/" + i));
        }
        return new Operations(List.copyOf(operations));
    }

    private static Operation operation(JsonNode node, String at) {
        if (!(node instanceof ObjectNode object)) {
            throw ProblemException.invalid(at, "must be an object");
        }
        List<String> names =
                MEMBERS.keySet().stream().filter(object::has).sorted().toList();
        if (names.size() != 1) {
            throw ProblemException.invalid(
                    at, "must have one of: " + String.join(", ", new TreeSet<>(MEMBERS.keySet())));
        }
        String name = names.get(0);
        Set<String> known = MEMBERS.getOrDefault(name, Set.of());
        for (var member : object.properties()) {
            if (!member.getKey().equals(name) && !known.contains(member.getKey())) {
                throw ProblemException.invalid(
                        at,
                        "has an unknown property; known are: " + name + " " + String.join(" ", new TreeSet<>(known)));
            }
        }
        return new Members(object, at).operation(name);
    }

    /**
     * Does them, in order.
     *
     * @param document the caller's own; changed, and of no use if this throws
     * @throws ProblemException 409 if a comparison does not hold, 422 if an operation does not fit the document
     */
    void apply(ObjectNode document) {
        operations.forEach(operation -> operation.apply(document));
    }

    /** The members of one operation. */
    private record Members(ObjectNode object, String at) {
        private static final int MAX_CAP = 1_000_000;

        Operation operation(String name) {
            Place place = Place.of(object.get(name), at + "/" + name);
            return switch (name) {
                case "inc" -> new Operation.Increment(place, number("by"), limit("min"), limit("max"));
                case "append" -> new Operation.Append(place, value(), cap());
                case "set" -> new Operation.Assign(place, value());
                case "remove" -> new Operation.Remove(place);
                default -> new Operation.Compare(place, Optional.ofNullable(object.get("value")));
            };
        }

        private JsonNode value() {
            return Optional.ofNullable(object.get("value"))
                    .orElseThrow(() -> ProblemException.invalid(at + "/value", "is missing"));
        }

        private BigDecimal number(String name) {
            return limit(name).orElseThrow(() -> ProblemException.invalid(at + "/" + name, "is missing"));
        }

        private Optional<BigDecimal> limit(String name) {
            JsonNode number = object.get(name);
            if (number == null) {
                return Optional.empty();
            }
            if (!number.isNumber() || !DocumentText.isReadable(number.decimalValue())) {
                throw ProblemException.invalid(at + "/" + name, "has a wrong type, or is out of range");
            }
            return Optional.of(number.decimalValue());
        }

        private Optional<Integer> cap() {
            JsonNode cap = object.get("cap");
            if (cap == null) {
                return Optional.empty();
            }
            if (!cap.isInt() || cap.intValue() < 1 || cap.intValue() > MAX_CAP) {
                throw ProblemException.invalid(at + "/cap", "must be a whole number, 1 to " + MAX_CAP);
            }
            return Optional.of(cap.intValue());
        }
    }
}

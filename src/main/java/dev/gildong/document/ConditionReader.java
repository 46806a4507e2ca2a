package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gildong.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the {@code where} of one search, and refuses what would be too much work. Belongs to one thread. */
final class ConditionReader {
    private static final String AT = "/where";
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TERMS = 64;
    private static final int MAX_STEPS = 16;
    private static final String OPERATORS = "must have some of eq, ne, gt, gte, lt, lte, in, prefix, exists, contains";

    private int terms;

    /** @throws ProblemException 400 at the part that is wrong */
    static Condition read(ObjectNode where) {
        return new ConditionReader().all(where, AT, 1);
    }

    /**
     * A part of documents that can be searched.
     *
     * @param at where it is in the body, for the answer
     * @throws ProblemException 400 if it is no JSON Pointer, or too long
     */
    static Place path(String path, String at) {
        Place place = Place.of(TextNode.valueOf(path), at);
        if (place.steps().size() > MAX_STEPS
                || !StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            throw ProblemException.invalid(at, "must have at most " + MAX_STEPS + " steps");
        }
        return place;
    }

    private Condition all(JsonNode node, String at, int depth) {
        if (!(node instanceof ObjectNode object)) {
            throw ProblemException.invalid(at, "must be an object of paths and conditions");
        }
        if (depth > MAX_DEPTH) {
            throw ProblemException.invalid(AT, "must be at most " + MAX_DEPTH + " deep");
        }
        List<Condition> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            parts.add(
                    switch (member.getKey()) {
                        case "and" -> new Condition.And(several(member.getValue(), at + "/and", depth));
                        case "or" -> new Condition.Or(several(member.getValue(), at + "/or", depth));
                        case "not" -> new Condition.Not(all(member.getValue(), at + "/not", depth + 1));
                        default -> compare(member.getKey(), member.getValue(), at);
                    });
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private List<Condition> several(JsonNode node, String at, int depth) {
        if (!(node instanceof ArrayNode array) || array.isEmpty()) {
            throw ProblemException.invalid(at, "must be an array of conditions, not empty");
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            count(); // also of empty ones
            parts.add(all(array.get(i), at + "/" + i, depth + 1));
        }
        return parts;
    }

    private Condition compare(String path, JsonNode node, String at) {
        if (!path.startsWith("/")) {
            throw ProblemException.invalid(at, "takes JSON Pointers, and, or and not");
        }
        Place place = path(path, at);
        String here = at + "/" + path.replace("~", "~0").replace("/", "~1");
        if (!(node instanceof ObjectNode operators) || operators.isEmpty()) {
            throw ProblemException.invalid(here, OPERATORS);
        }
        List<Condition> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : operators.properties()) {
            Condition.Operator operator = Stream.of(Condition.Operator.values())
                    .filter(one -> one.wireName().equals(each.getKey()))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.invalid(here, OPERATORS));
            String there = here + "/" + operator.wireName();
            parts.add(new Condition.Compare(path, place, operator, values(operator, each.getValue(), there)));
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private List<JsonNode> values(Condition.Operator operator, JsonNode node, String at) {
        if (operator != Condition.Operator.IN) {
            return List.of(value(operator, node, at));
        }
        if (!(node instanceof ArrayNode array)) {
            throw ProblemException.invalid(at, "must be an array of values");
        }
        count(); // also for none
        List<JsonNode> values = new ArrayList<>();
        array.forEach(each -> values.add(value(operator, each, at)));
        return values;
    }

    private JsonNode value(Condition.Operator operator, JsonNode value, String at) {
        count();
        Optional<String> wrong = switch (operator) {
            case GT, GTE, LT, LTE ->
                value.isNumber() || value.isTextual() ? Optional.empty() : Optional.of("a number or a text");
            case PREFIX -> value.isTextual() ? Optional.empty() : Optional.of("a text");
            case EXISTS -> value.isBoolean() ? Optional.empty() : Optional.of("true or false");
            default -> value.isContainerNode() ? Optional.of("no object or array") : Optional.empty();
        };
        if (wrong.isPresent()) {
            throw ProblemException.invalid(at, "must be " + wrong.get());
        }
        if (value.isNumber() && !DocumentText.fits(value.decimalValue())
                || value.isTextual() && !StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
            throw ProblemException.invalid(at, "is nothing that a document can have");
        }
        return value;
    }

    private void count() {
        if (++terms > MAX_TERMS) {
            throw ProblemException.invalid(AT, "must have at most " + MAX_TERMS + " terms");
        }
    }
}

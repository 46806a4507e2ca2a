package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, named by a JSON Pointer (RFC 6901).
 *
 * @param steps names of members and indexes of elements; at least one
 * @param at pointer to it in the body, for the answer
 */
record Place(List<String> steps, String at) {
    private static final int MAX_LENGTH = 500;
    private static final Pattern WRONG_ESCAPE = Pattern.compile("~(?![01])");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final String END = "-";

    /** @throws ProblemException 400 if the node is no text with a pointer, or points at the whole document */
    static Place of(JsonNode node, String at) {
        String text = node.isTextual() ? node.textValue() : "";
        if (!text.startsWith("/")
                || text.length() > MAX_LENGTH
                || WRONG_ESCAPE.matcher(text).find()) {
            throw ProblemException.invalid(
                    at, "must be a JSON Pointer to a part of the document, at most " + MAX_LENGTH + " characters");
        }
        List<String> steps = Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
        return new Place(steps, at);
    }

    /** What is there. */
    Optional<JsonNode> find(ObjectNode document) {
        @Nullable JsonNode node = document;
        for (String step : steps) {
            node = node == null ? null : child(node, step);
        }
        return Optional.ofNullable(node);
    }

    /**
     * Puts a value there, and objects around it where there is nothing.
     *
     * @throws ProblemException 422 if something else is in the way
     */
    void put(ObjectNode document, JsonNode value) {
        JsonNode parent = document;
        for (String step : steps.subList(0, steps.size() - 1)) {
            @Nullable JsonNode child = child(parent, step);
            parent = child == null && parent instanceof ObjectNode object ? object.putObject(step) : container(child);
        }
        String last = steps.get(steps.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (last.equals(END)) {
            ((ArrayNode) parent).add(value);
        } else if (child(parent, last) != null) {
            ((ArrayNode) parent).set(Integer.parseInt(last), value);
        } else {
            throw unfit("is no element of the array");
        }
    }

    /** Takes away what is there, if anything. */
    void remove(ObjectNode document) {
        @Nullable JsonNode parent = document;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = parent == null ? null : child(parent, step);
        }
        String last = steps.get(steps.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else if (parent instanceof ArrayNode array && INDEX.matcher(last).matches()) {
            array.remove(Integer.parseInt(last));
        }
    }

    /** The answer when the operation does not fit what is there. */
    ProblemException unfit(String why) {
        return DocumentProblems.notApplicable(at, why);
    }

    private JsonNode container(@Nullable JsonNode node) {
        if (node == null || !node.isContainerNode()) {
            throw unfit("goes through something that is no object");
        }
        return node;
    }

    private static @Nullable JsonNode child(JsonNode parent, String step) {
        if (parent instanceof ArrayNode array) {
            return INDEX.matcher(step).matches() ? array.get(Integer.parseInt(step)) : null;
        }
        return parent.get(step);
    }
}

package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a search asks of a document. Always decided here, on the text: an index only finds candidates. */
sealed interface Condition {

    /** Whether it holds. */
    boolean matches(ObjectNode document);

    /**
     * One part of the document, and values. Nothing holds where there is no such part, but {@code exists: false}.
     *
     * @param path a JSON Pointer
     * @param values without parts of their own; one, but for {@code in}
     */
    record Compare(String path, Place place, Operator operator, List<JsonNode> values) implements Condition {

        @Override
        public boolean matches(ObjectNode document) {
            Optional<JsonNode> found = place.find(document);
            if (operator == Operator.EXISTS) {
                return found.isPresent() == value().booleanValue();
            }
            return found.filter(this::holds).isPresent();
        }

        JsonNode value() {
            return values.get(0);
        }

        private boolean holds(JsonNode found) {
            return switch (operator) {
                case EQ, IN -> isOneOf(found);
                case NE -> !isOneOf(found);
                case GT -> Scalar.comparable(found, value()) && Scalar.compare(found, value()) > 0;
                case GTE -> Scalar.comparable(found, value()) && Scalar.compare(found, value()) >= 0;
                case LT -> Scalar.comparable(found, value()) && Scalar.compare(found, value()) < 0;
                case LTE -> Scalar.comparable(found, value()) && Scalar.compare(found, value()) <= 0;
                case PREFIX -> found.isTextual() && found.textValue().startsWith(value().textValue());
                case CONTAINS -> found.isArray() && holdsElement(found);
                case EXISTS -> true;
            };
        }

        private boolean isOneOf(JsonNode found) {
            return values.stream().anyMatch(value -> Scalar.equal(found, value));
        }

        private boolean holdsElement(JsonNode array) {
            for (JsonNode element : array) {
                if (Scalar.equal(element, value())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** All of them; holds if there are none. */
    record And(List<Condition> parts) implements Condition {

        @Override
        public boolean matches(ObjectNode document) {
            return parts.stream().allMatch(part -> part.matches(document));
        }
    }

    /** One of them at least. */
    record Or(List<Condition> parts) implements Condition {

        @Override
        public boolean matches(ObjectNode document) {
            return parts.stream().anyMatch(part -> part.matches(document));
        }
    }

    /** Whatever the other does not match, also where there is nothing at its place. */
    record Not(Condition part) implements Condition {

        @Override
        public boolean matches(ObjectNode document) {
            return !part.matches(document);
        }
    }

    /** How a part of a document is compared. */
    enum Operator {
        /** The same value. */
        EQ,
        /** There, and another value. */
        NE,
        /** A greater one of the same type. */
        GT,
        /** Not a lesser one. */
        GTE,
        /** A lesser one of the same type. */
        LT,
        /** Not a greater one. */
        LTE,
        /** One of several values. */
        IN,
        /** A text that begins so. */
        PREFIX,
        /** Whether it is there. */
        EXISTS,
        /** An array with such an element. */
        CONTAINS;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

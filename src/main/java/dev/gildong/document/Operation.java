package dev.gildong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/** One change of a part of a document. What does not fit throws, and then nothing is changed. */
sealed interface Operation {

    /** @throws dev.gildong.http.ProblemException 409 or 422 if it does not fit what is there */
    void apply(ObjectNode document);

    /** Adds to a number, exactly; where there is none, to 0. */
    record Increment(Place place, BigDecimal by, Optional<BigDecimal> min, Optional<BigDecimal> max)
            implements Operation {

        @Override
        public void apply(ObjectNode document) {
            JsonNode former = place.find(document).orElse(DecimalNode.ZERO);
            if (!former.isNumber()) {
                throw place.unfit("is not a number");
            }
            BigDecimal sum = former.decimalValue().add(by);
            if (min.filter(least -> sum.compareTo(least) < 0).isPresent()) {
                throw place.unfit("would fall below its min");
            }
            if (max.filter(most -> sum.compareTo(most) > 0).isPresent()) {
                throw place.unfit("would rise above its max");
            }
            if (!DocumentText.fits(sum)) {
                throw place.unfit("would be out of range");
            }
            place.put(
                    document, sum.scale() == 0 ? BigIntegerNode.valueOf(sum.toBigInteger()) : DecimalNode.valueOf(sum));
        }
    }

    /**
     * Adds a value at the end of an array; where there is none, of a new one.
     *
     * @param cap how many stay at most: the oldest ones go
     */
    record Append(Place place, JsonNode value, Optional<Integer> cap) implements Operation {

        @Override
        public void apply(ObjectNode document) {
            Optional<JsonNode> former = place.find(document);
            if (former.isPresent() && !former.get().isArray()) {
                throw place.unfit("is not an array");
            }
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            former.ifPresent(there -> array.addAll((ArrayNode) there));
            array.add(value.deepCopy());
            cap.ifPresent(most -> {
                ArrayNode kept = JsonNodeFactory.instance.arrayNode();
                for (int i = Math.max(0, array.size() - most); i < array.size(); i++) {
                    kept.add(array.get(i));
                }
                array.removeAll().addAll(kept);
            });
            place.put(document, array);
        }
    }

    /** Puts a value, and the objects around it that are not there. */
    record Assign(Place place, JsonNode value) implements Operation {

        @Override
        public void apply(ObjectNode document) {
            place.put(document, value.deepCopy()); // a unit that runs again must find the value as it was sent
        }
    }

    /** Takes a member or an element away, if it is there. */
    record Remove(Place place) implements Operation {

        @Override
        public void apply(ObjectNode document) {
            place.remove(document);
        }
    }

    /**
     * Lets the others happen only if a value is there.
     *
     * @param value numbers are compared by what they are worth: 1 is 1.0. Empty if nothing must be there
     */
    record Compare(Place place, Optional<JsonNode> value) implements Operation {
        private static final Comparator<JsonNode> BY_WORTH = (one, other) -> one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;

        @Override
        public void apply(ObjectNode document) {
            Optional<JsonNode> there = place.find(document);
            boolean holds = there.isPresent() && value.isPresent()
                    ? there.get().equals(BY_WORTH, value.get())
                    : there.isEmpty() && value.isEmpty();
            if (!holds) {
                throw DocumentProblems.compareFailed(place.at());
            }
        }
    }
}

package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Body(
            @JsonProperty(required = true) long number,
            @Nullable String text,
            @Nullable Colour colour,
            @Nullable ObjectNode object,
            @Nullable Boolean flag) {}

    enum Colour {
        @JsonProperty("red")
        RED
    }

    @Test
    void optionalPropertiesShouldBeLeftOutAtWill() throws JsonProcessingException {
        assertThat(Json.MAPPER.readValue("{\"number\":1}", Body.class)).isEqualTo(new Body(1, null, null, null, null));
    }

    @Test
    void nullsInsideAnOpenObjectShouldBeKept() throws JsonProcessingException {
        Body body = Json.MAPPER.readValue("{\"number\":1,\"object\":{\"a\":null},\"colour\":\"red\"}", Body.class);
        assertThat(body.object()).hasToString("{\"a\":null}");
        assertThat(body.colour()).isEqualTo(Colour.RED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"number\":null}",
                "{\"number\":1,\"text\":null}",
                "{\"number\":1,\"colour\":null}",
                "{\"number\":1,\"object\":null}",
                "{\"number\":1,\"flag\":null}",
                "{\"number\":1.0}",
                "{\"number\":1.9}",
                "{\"number\":1e2}",
                "{\"number\":\"12\"}",
                "{\"number\":\"\"}",
                "{\"number\":true}",
                "{\"number\":[1]}",
                "{\"number\":9223372036854775808}",
                "{\"number\":NaN}",
                "{\"number\":1,\"number\":1}",
                "{\"number\":1,\"other\":1}",
                "{\"number\":1} 2",
                "{\"number\":1,\"text\":1}",
                "{\"number\":1,\"text\":1.5}",
                "{\"number\":1,\"text\":true}",
                "{\"number\":1,\"text\":{}}",
                "{\"number\":1,\"text\":[\"a\"]}",
                "{\"number\":1,\"colour\":\"RED\"}",
                "{\"number\":1,\"colour\":\"\"}",
                "{\"number\":1,\"colour\":0}",
                "{\"number\":1,\"object\":[]}",
                "{\"number\":1,\"object\":{\"a\":1,\"a\":2}}",
                "{\"number\":1,\"flag\":1}",
                "{\"number\":1,\"flag\":\"true\"}",
                "[1]",
                "[{\"number\":1}]",
                "\"\"",
                "1"
            })
    void everythingThatWouldHaveToBeGuessedShouldBeRefused(String json) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(json, Body.class)).isInstanceOf(JsonProcessingException.class);
    }
}

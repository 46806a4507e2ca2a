package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

    /** The examples of RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"}         | {\"a\":\"c\"}             | {\"a\":\"c\"}",
                "{\"a\":\"b\"}         | {\"b\":\"c\"}             | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}         | {\"a\":null}              | {}",
                "{\"a\":\"b\",\"b\":1} | {\"a\":null}              | {\"b\":1}",
                "{\"a\":[\"b\"]}       | {\"a\":\"c\"}             | {\"a\":\"c\"}",
                "{\"a\":\"c\"}         | {\"a\":[\"b\"]}           | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]}             | {\"a\":[1]}",
                "[\"a\",\"b\"]         | [\"c\",\"d\"]             | [\"c\",\"d\"]",
                "{\"a\":\"b\"}         | [\"c\"]                   | [\"c\"]",
                "{\"a\":\"foo\"}       | null                      | null",
                "{\"a\":\"foo\"}       | \"bar\"                   | \"bar\"",
                "{\"e\":null}          | {\"a\":1}                 | {\"e\":null,\"a\":1}",
                "[1,2]                 | {\"a\":\"b\",\"c\":null}  | {\"a\":\"b\"}",
                "{}                    | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}",
            })
    void patchShouldChangeWhatItNames(String document, String patch, String expected) throws Exception {
        JsonNode before = json(document);

        assertThat(MergePatch.apply(before, json(patch))).isEqualTo(json(expected));
        assertThat(before).isEqualTo(json(document));
    }

    @Test
    void numbersShouldStayAsTheyWereWritten() throws Exception {
        JsonNode merged = MergePatch.apply(json("{\"a\":1.50}"), json("{\"b\":90071992547409.910}"));

        assertThat(merged).hasToString("{\"a\":1.50,\"b\":90071992547409.910}");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }
}

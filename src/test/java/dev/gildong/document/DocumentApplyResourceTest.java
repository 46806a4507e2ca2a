package dev.gildong.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DocumentApplyResourceTest {
    private final Client me;
    private final String path = "/v1/me/documents/c" + UUID.randomUUID() + "/k";

    DocumentApplyResourceTest(TestDatabase database) {
        me = TestServer.on(database).client().signUp("Ann").client();
    }

    private void assertApplied(String before, String operations, String after) {
        me.put(path, before);
        Answer answer = me.post(path + ":apply", operations);
        assertThat(answer.status()).as(operations + answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(after);
        assertThat(me.get(path).body()).isEqualTo(after);
        assertThat(me.get(path).header("ETag")).isEqualTo(answer.header("ETag"));
    }

    private void assertRefused(int status, String before, String operations) {
        String etag = me.put(path, before).header("ETag");
        Answer answer = me.post(path + ":apply", operations);
        assertThat(answer.status()).as(operations + answer.body()).isEqualTo(status);
        assertThat(me.get(path).body()).isEqualTo(before);
        assertThat(me.get(path).header("ETag")).isEqualTo(etag);
    }

    @Test
    void operationsShouldChangeWhatTheyPointAt() {
        assertApplied("{\"gold\":7}", "[{\"inc\":\"/gold\",\"by\":5,\"min\":0,\"max\":12}]", "{\"gold\":12}");
        assertApplied("{\"gold\":7}", "[{\"inc\":\"/gold\",\"by\":-7,\"min\":0}]", "{\"gold\":0}");
        assertApplied("{}", "[{\"inc\":\"/a/b\",\"by\":1}]", "{\"a\":{\"b\":1}}");
        assertApplied("{\"a\":[1,2]}", "[{\"inc\":\"/a/1\",\"by\":1}]", "{\"a\":[1,3]}");
        assertApplied("{}", "[{\"append\":\"/log\",\"value\":null}]", "{\"log\":[null]}");
        assertApplied("{\"l\":[1,2]}", "[{\"append\":\"/l\",\"value\":3,\"cap\":2}]", "{\"l\":[2,3]}");
        assertApplied(
                "{\"l\":[1]}", "[{\"set\":\"/l/-\",\"value\":2},{\"set\":\"/l/0\",\"value\":0}]", "{\"l\":[0,2]}");
        assertApplied("{\"a\":1}", "[{\"set\":\"/a\",\"value\":null}]", "{\"a\":null}");
        assertApplied("{\"a~/b\":1}", "[{\"inc\":\"/a~0~1b\",\"by\":1}]", "{\"a~/b\":2}");
        assertApplied("{\"\":1}", "[{\"inc\":\"/\",\"by\":1}]", "{\"\":2}");
        assertApplied(
                "{\"a\":{\"b\":1,\"c\":2}}", "[{\"remove\":\"/a/b\"},{\"remove\":\"/x/y\"}]", "{\"a\":{\"c\":2}}");
        assertApplied("{\"a\":[1,2,3]}", "[{\"remove\":\"/a/1\"}]", "{\"a\":[1,3]}");
        assertApplied(
                "{\"a\":{\"n\":1.0}}",
                "[{\"compare\":\"/a\",\"value\":{\"n\":1}},{\"compare\":\"/b\"},{\"set\":\"/b\",\"value\":{\"n\":0}},"
                        + "{\"inc\":\"/b/n\",\"by\":1}]",
                "{\"a\":{\"n\":1.0},\"b\":{\"n\":1}}");
    }

    @Test
    void sumsShouldBeExact() {
        assertApplied("{\"n\":9007199254740993}", "[{\"inc\":\"/n\",\"by\":1}]", "{\"n\":9007199254740994}");
        assertApplied("{\"n\":0.1}", "[{\"inc\":\"/n\",\"by\":0.2}]", "{\"n\":0.3}");
        assertApplied("{\"n\":1.10}", "[{\"inc\":\"/n\",\"by\":1}]", "{\"n\":2.10}");
        assertApplied("{\"n\":99999999999999999999}", "[{\"inc\":\"/n\",\"by\":1}]", "{\"n\":100000000000000000000}");
        assertApplied("{\"n\":-1}", "[{\"inc\":\"/n\",\"by\":1.5}]", "{\"n\":0.5}");
    }

    @Test
    void whatDoesNotFitShouldChangeNothing() {
        assertRefused(422, "{\"gold\":4}", "[{\"set\":\"/a\",\"value\":1},{\"inc\":\"/gold\",\"by\":-5,\"min\":0}]");
        assertRefused(422, "{\"gold\":4}", "[{\"inc\":\"/gold\",\"by\":5,\"max\":8}]");
        assertRefused(422, "{\"n\":1.7E+308}", "[{\"inc\":\"/n\",\"by\":1.7e308}]");
        assertRefused(422, "{\"n\":1E+308}", "[{\"inc\":\"/n\",\"by\":1e-300}]");
        assertRefused(422, "{\"n\":\"1\"}", "[{\"inc\":\"/n\",\"by\":1}]");
        assertRefused(422, "{\"n\":null}", "[{\"inc\":\"/n/m\",\"by\":1}]");
        assertRefused(422, "{\"n\":{}}", "[{\"append\":\"/n\",\"value\":1}]");
        assertRefused(422, "{\"n\":[]}", "[{\"set\":\"/n/0\",\"value\":1}]");
        assertRefused(422, "{\"n\":[]}", "[{\"set\":\"/n/x/y\",\"value\":1}]");
        assertRefused(409, "{\"n\":1}", "[{\"inc\":\"/n\",\"by\":1},{\"compare\":\"/n\",\"value\":1}]");
        assertRefused(409, "{\"n\":1}", "[{\"compare\":\"/n\"}]");
        assertRefused(409, "{\"n\":1}", "[{\"compare\":\"/m\",\"value\":null}]");
        String deep = "{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}";
        assertRefused(400, "{}", "[{\"set\":\"/a/b/c/d/e/f/g/h/i/j/k/l/m\",\"value\":" + deep + "}]");
    }

    @Test
    void whatIsNoOperationShouldBe400AtItsPlace() {
        for (Map.Entry<String, String> bad : Map.ofEntries(
                        Map.entry("[{\"inc\":\"/a\"}]", "/0/by"),
                        Map.entry("[{\"inc\":\"/a\",\"by\":\"1\"}]", "/0/by"),
                        Map.entry("[{\"inc\":\"/a\",\"by\":1e400}]", "/0/by"),
                        Map.entry("[{\"inc\":\"/a\",\"by\":1,\"cap\":1}]", "/0"),
                        Map.entry("[{\"inc\":\"/a\",\"by\":1,\"playerNo\":1}]", "/0"),
                        Map.entry("[{\"inc\":\"/a\",\"by\":1,\"set\":\"/b\"}]", "/0"),
                        Map.entry("[{\"inc\":\"a\",\"by\":1}]", "/0/inc"),
                        Map.entry("[{\"inc\":\"\",\"by\":1}]", "/0/inc"),
                        Map.entry("[{\"inc\":\"/a~2\",\"by\":1}]", "/0/inc"),
                        Map.entry("[{\"inc\":\"/a~\",\"by\":1}]", "/0/inc"),
                        Map.entry("[{\"inc\":1,\"by\":1}]", "/0/inc"),
                        Map.entry("[{\"inc\":\"/" + "a".repeat(500) + "\",\"by\":1}]", "/0/inc"),
                        Map.entry("[{\"remove\":\"/a\"},{\"append\":\"/a\"}]", "/1/value"),
                        Map.entry("[{\"append\":\"/a\",\"value\":1,\"cap\":0}]", "/0/cap"),
                        Map.entry("[{\"append\":\"/a\",\"value\":1,\"cap\":1.0}]", "/0/cap"),
                        Map.entry("[{\"set\":\"/a\"}]", "/0/value"),
                        Map.entry("[{}]", "/0"),
                        Map.entry("[1]", "/0"),
                        Map.entry("[]", ""))
                .entrySet()) {
            assertRefused(400, "{\"a\":1}", bad.getKey());
            assertThat(me.post(path + ":apply", bad.getKey())
                            .json()
                            .at("/errors/0/pointer")
                            .asText())
                    .as(bad.getKey())
                    .isEqualTo(bad.getValue());
        }
        assertRefused(400, "{\"a\":1}", "{}");
        assertRefused(400, "{\"a\":1}", "[" + "{\"remove\":\"/a\"},".repeat(100) + "{\"remove\":\"/a\"}]");
        assertRefused(400, "{\"a\":1}", "[{\"set\":\"/\\ud800\",\"value\":1}]");
        assertThat(me.post(path + "x:apply", "[{\"remove\":\"/a\"}]").status()).isEqualTo(404);
    }

    @Test
    void thousandIncrementsFromEightThreadsShouldAddUp() throws Exception {
        me.put(path, "{\"n\":0}");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> increments = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                increments.add(() -> {
                    int status = 503;
                    while (status == 503) { // many wait for one row: busy is an answer, and means that nothing was done
                        status = me.post(path + ":apply", "[{\"inc\":\"/n\",\"by\":1}]")
                                .status();
                    }
                    return status;
                });
            }
            for (Future<Integer> status : threads.invokeAll(increments)) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(me.get(path).body()).isEqualTo("{\"n\":1000}");
        assertThat(me.get(path).header("ETag")).isEqualTo("\"1001\"");
    }
}

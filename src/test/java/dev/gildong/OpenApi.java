package dev.gildong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Holds answers of the server against {@code openapi/openapi.yaml}, the source of truth of the HTTP contract.
 *
 * <p>What is described must be answered exactly so: status, content type, required headers and body. A path or a method
 * that is not described may only be refused, with a problem. Safe for use by many threads; everything is compiled once.
 */
@NullMarked
public final class OpenApi {
    private static final String RESOURCE = "/openapi/openapi.yaml";
    private static final String IRI = "https://gildong.invalid/openapi.json";
    private static final String PROBLEM = "application/problem+json";
    private static final Pattern DIGITS = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final int SHOWN = 2_000;

    /** The statuses of a path or method that is not described, and the shared response of each. */
    private static final Map<Integer, String> REFUSALS = Map.ofEntries(
            Map.entry(400, "BadRequest"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "NotFound"),
            Map.entry(405, "MethodNotAllowed"),
            Map.entry(406, "NotAcceptable"),
            Map.entry(413, "ContentTooLarge"),
            Map.entry(415, "UnsupportedMediaType"),
            Map.entry(429, "TooManyRequests"),
            Map.entry(431, "HeadersTooLarge"),
            Map.entry(500, "InternalError"),
            Map.entry(503, "Unavailable"));

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final OpenApi INSTANCE = new OpenApi(readDocument());

    private record Place(String pointer, JsonNode node) {}

    private record Header(String name, boolean required, boolean number, Schema schema) {}

    /** One described response; {@code content} is empty where there is no body. */
    private record Answer(Map<String, Schema> content, List<Header> headers) {}

    private record Operation(String method, String path, Pattern pattern, Map<Integer, Answer> answers) {}

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Integer, Answer> refusals = new HashMap<>();

    private OpenApi(JsonNode document) {
        this.document = document;
        String json = document.toString();
        this.registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(IRI, json))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .locale(Locale.ROOT)
                                .build()));
        for (var path : document.path("paths").properties()) {
            for (var member : path.getValue().properties()) {
                if (member.getValue().has("responses")) {
                    operations.add(operation(path.getKey(), member.getKey(), member.getValue()));
                }
            }
        }
        REFUSALS.forEach((status, name) -> refusals.put(status, answer("/components/responses/" + name)));
    }

    /** The description on the class path; the same instance at every call. */
    public static OpenApi load() {
        return INSTANCE;
    }

    /** The description as a tree, as the server shows it at {@code /openapi.json}. */
    static JsonNode readDocument() {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return yaml.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** Every described operation, in the form {@code GET /v1/leaderboards/{board}}. */
    public Set<String> operations() {
        Set<String> names = new TreeSet<>();
        operations.forEach(operation -> names.add(operation.method() + " " + operation.path()));
        return names;
    }

    /**
     * Checks one answer.
     *
     * @param method the method of the request; HEAD is held against GET, without a body
     * @param path the raw path below the context path, beginning with a slash; a query is ignored
     * @param contentType the header of that name, null where there is none
     * @param body the body as text, empty where there is none
     * @param headers all response headers; the case of the names does not matter
     * @throws AssertionError that lists everything in which the answer differs from the description
     */
    public void check(
            String method,
            String path,
            int status,
            @Nullable String contentType,
            String body,
            Map<String, List<String>> headers) {
        boolean head = method.equals("HEAD");
        Operation operation = find(head ? "GET" : method, path);
        Map<Integer, Answer> answers = operation == null ? refusals : operation.answers();
        Answer answer = answers.get(status);
        List<String> faults = new ArrayList<>();
        if (answer == null) {
            String what = operation == null ? "the path and method are not described" : "the status is not described";
            faults.add(what + "; allowed are " + new TreeSet<>(answers.keySet()));
        } else {
            answer.headers().forEach(header -> checkHeader(header, values(headers, header.name()), faults));
            if (!head && !answer.content().isEmpty()) {
                checkBody(answer, status, contentType, body, values(headers, "X-Request-Id"), faults);
            } else if (!body.isEmpty()) {
                faults.add("there must be no body");
            } else if (status == 204 && contentType != null) {
                faults.add("there must be no content type");
            }
        }
        if (!faults.isEmpty()) {
            String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body;
            throw new AssertionError(method + " " + path + " answered " + status + " (" + contentType
                    + "), which breaks openapi.yaml:\n  - " + String.join("\n  - ", faults) + "\nbody: " + shown);
        }
    }

    private @Nullable Operation find(String method, String path) {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> operation.pattern().matcher(plain).matches())
                .max(Comparator.comparing(operation -> operation.path().length())) // {task}:retry before {task}
                .orElse(null);
    }

    private static void checkHeader(Header header, List<String> values, List<String> faults) {
        if (values.isEmpty() && header.required()) {
            faults.add("the header " + header.name() + " is missing");
        }
        if (!values.isEmpty() && values.stream().noneMatch(value -> accepts(header, value))) {
            faults.add("the header " + header.name() + " has an unexpected value: " + values);
        }
    }

    private static boolean accepts(Header header, String value) {
        boolean number = header.number() && DIGITS.matcher(value).matches();
        String json = number ? value : TextNode.valueOf(value).toString();
        return header.schema().validate(json, InputFormat.JSON).isEmpty();
    }

    private static List<String> values(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(entry -> name.equalsIgnoreCase(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static void checkBody(
            Answer answer,
            int status,
            @Nullable String contentType,
            String body,
            List<String> requestIds,
            List<String> faults) {
        String mediaType = mediaType(contentType);
        Schema schema = answer.content().get(mediaType);
        if (schema == null) {
            faults.add("the content type must be "
                    + String.join(" or ", answer.content().keySet()));
            return;
        }
        String json = mediaType.endsWith("json") ? body : TextNode.valueOf(body).toString();
        JsonNode tree;
        try {
            tree = STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            faults.add("the body is not strict JSON: " + e.getOriginalMessage());
            return;
        }
        if (tree.isMissingNode()) {
            faults.add("the body is empty");
            return;
        }
        schema.validate(json, InputFormat.JSON).forEach(error -> faults.add(error.toString()));
        if (mediaType.equals(PROBLEM)) {
            if (tree.path("status").intValue() != status) {
                faults.add("/status differs from the status of the answer");
            }
            if (!requestIds.contains(tree.path("instance").textValue())) {
                faults.add("/instance differs from X-Request-Id " + requestIds);
            }
        }
    }

    /** Only charset=utf-8 is passed over: JSON has no other, and text is to have no other. */
    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        return contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace(";charset=utf-8", "");
    }

    private Operation operation(String path, String method, JsonNode node) {
        String pointer = "/paths/" + escape(path) + "/" + method + "/responses/";
        Map<Integer, Answer> answers = new HashMap<>();
        for (var response : node.path("responses").properties()) {
            answers.put(Integer.valueOf(response.getKey()), answer(pointer + response.getKey()));
        }
        Pattern pattern = Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
        return new Operation(method.toUpperCase(Locale.ROOT), path, pattern, answers);
    }

    private Answer answer(String pointer) {
        Place response = follow(pointer);
        Map<String, Schema> content = new TreeMap<>();
        for (var type : response.node().path("content").properties()) {
            content.put(type.getKey(), schema(response.pointer() + "/content/" + escape(type.getKey()) + "/schema"));
        }
        List<Header> headers = new ArrayList<>();
        for (var member : response.node().path("headers").properties()) {
            Place header = follow(response.pointer() + "/headers/" + escape(member.getKey()));
            JsonNode type = follow(header.pointer() + "/schema").node().path("type");
            headers.add(new Header(
                    member.getKey(),
                    header.node().path("required").booleanValue(),
                    "integer".equals(type.textValue()),
                    schema(header.pointer() + "/schema")));
        }
        return new Answer(content, headers);
    }

    /** The compiled schema at a place of the document, such as {@code /components/schemas/Player}. */
    Schema schema(String pointer) {
        return schemas.computeIfAbsent(follow(pointer).pointer(), place -> {
            Schema schema = registry.getSchema(SchemaLocation.of(IRI + "#" + place));
            schema.initializeValidators();
            return schema;
        });
    }

    private Place follow(String pointer) {
        JsonNode node = document.at(pointer);
        String reference = node.path("$ref").textValue();
        if (node.isMissingNode()) {
            throw new IllegalStateException("openapi.yaml has nothing at " + pointer);
        }
        return reference == null ? new Place(pointer, node) : follow(reference.substring(1));
    }

    private static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}

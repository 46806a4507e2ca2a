package dev.gildong.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What every failed request answers: RFC 9457 problem details, as {@value #MEDIA_TYPE}. Uses the JDK only, since Tomcat
 * loads it outside the web application too.
 *
 * @param type a URI that names the kind of problem for programs
 * @param title names the kind of problem for people
 * @param status the HTTP status
 * @param detail what the client can do about this one; null when the title says it all
 * @param instance the request id, which the log carries too
 * @param errors the parts of the request body that were refused; often empty
 */
public record Problem(
        String type, String title, int status, @Nullable String detail, String instance, List<FieldError> errors) {

    /** The media type of {@link #toJson()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 20;

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(411, "Length Required"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(428, "Precondition Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"));

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * One refused part of a request body.
     *
     * @param pointer a JSON pointer (RFC 6901) to it
     * @param detail what is wrong with it; never the refused value
     */
    public record FieldError(String pointer, String detail) {}

    /** The problem for an error of which only the HTTP status is known, such as one that the container raised. */
    public static Problem ofStatus(int status, String instance) {
        String title = REASONS.getOrDefault(status, status < 500 ? "Request Refused" : "Server Error");
        String slug = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        String detail = switch (status) {
            case 414 -> "Shorten the path or the query string.";
            case 431 -> "Shorten the request's header fields: cookies, as a rule.";
            default -> null;
        };
        return new Problem("urn:gildong:problem:" + slug, title, status, detail, instance, List.of());
    }

    /**
     * Makes the id of a request: 20 letters and digits that hold 100 random bits. {@link ThreadLocalRandom} is enough
     * for it: an id names a request so that people find it in a log, and protects nothing, so it may be guessed; and
     * with 100 bits two requests do not share one by accident.
     */
    public static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[ID_LENGTH];
        // Two longs, as nextLong gives 64 bits of which each letter takes 5.
        long bits = 0;
        for (int i = 0; i < ID_LENGTH; i++) {
            bits = i % (ID_LENGTH / 2) == 0 ? random.nextLong() : bits >>> 5;
            id[i] = ID_LETTERS.charAt((int) (bits & 31));
        }
        return new String(id);
    }

    /** This problem as JSON in UTF-8. Without a detail or errors, their members are left out. */
    public byte[] toJson() {
        StringBuilder json = new StringBuilder(256).append('{');
        member(json, "type", type).append(',');
        member(json, "title", title).append(",\"status\":").append(status).append(',');
        if (detail != null) {
            member(json, "detail", detail).append(',');
        }
        member(json, "instance", instance);
        for (int i = 0; i < errors.size(); i++) {
            json.append(i == 0 ? ",\"errors\":[{" : ",{");
            member(json, "pointer", errors.get(i).pointer()).append(',');
            member(json, "detail", errors.get(i).detail()).append('}');
        }
        json.append(errors.isEmpty() ? "}" : "]}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static StringBuilder member(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }
}

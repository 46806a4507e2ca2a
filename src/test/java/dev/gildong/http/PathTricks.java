package dev.gildong.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Ways to write a request so that a rule that is written for a path or a method may miss it. Which of them a server reads
 * as the plain path is its own affair; nobody may get in by one.
 */
public final class PathTricks {
    /** Headers that some servers and frameworks take a method or a path from. */
    public static final List<String> HEADERS = List.of(
            "X-HTTP-Method-Override: DELETE",
            "X-HTTP-Method: DELETE",
            "X-Method-Override: DELETE",
            "_method: DELETE",
            "X-Original-URL: /v1/api-keys",
            "X-Rewrite-URL: /v1/api-keys",
            "X-Forwarded-Prefix: /v1/api-keys",
            "X-Forwarded-Path: /v1/api-keys");

    /** Methods that no route has, and misspelt ones. */
    public static final List<String> METHODS = List.of(
            "TRACE", "TRACK", "CONNECT", "PROPFIND", "MOVE", "DEBUG", "delete", "get", "Get", "X", "JEFF", "PRI");

    private PathTricks() {}

    /**
     * Other ways to write a path.
     *
     * @param path such as {@code /v1/api-keys}: plain, and without a query
     */
    public static List<String> of(String path) {
        int slash = path.lastIndexOf('/');
        String above = path.substring(0, slash);
        String name = path.substring(slash + 1);
        List<String> tricks = new ArrayList<>();
        for (String before : List.of(
                "/x/..;",
                "/livez/..;",
                "/livez/..;a=b",
                "/livez/..",
                "/livez/%2e%2e",
                "/livez/%2E%2E",
                "/livez;/..",
                "/livez/%252e%252e",
                "/%2e%2e",
                "/.",
                "/%2e",
                "/;a=b",
                "/;",
                "/",
                "//")) {
            tricks.add(before + path);
        }
        for (String behind : List.of(
                ";",
                ";a=b",
                ";/",
                "/",
                "//",
                "/.",
                "/%2e",
                "/x/..",
                "/x/..;",
                "/..;/" + name,
                "%20",
                "%00",
                "%0a",
                ".json",
                "?_method=GET",
                "%3f",
                "%23",
                "%2f",
                "%5c")) {
            tricks.add(path + behind);
        }
        for (String between :
                List.of("//", "/./", "/%2e/", "/;/", "/;a=b/", ";a=b/", "%2f", "%2F", "%5c", "\\", "/x/../")) {
            tricks.add(above + between + name);
        }
        tricks.add("/livez/..%2f" + path.substring(1));
        tricks.add("/livez/..%5c" + path.substring(1));
        tricks.add(above + "/" + encoded(name.charAt(0)) + name.substring(1));
        tricks.add(above + "/%25" + encoded(name.charAt(0)).substring(1) + name.substring(1));
        tricks.add("/" + encoded(path.charAt(1)) + path.substring(2));
        tricks.add(path.replace("-", "%2D"));
        tricks.add(path.toUpperCase(Locale.ROOT));
        tricks.add(above.toUpperCase(Locale.ROOT) + "/" + name);
        tricks.add(above + "/" + name.toUpperCase(Locale.ROOT));
        return tricks.stream().filter(trick -> !trick.equals(path)).distinct().toList();
    }

    /** The path as a proxy writes it: with scheme and host (RFC 9112, section 3.2.2); with wrong ones as well. */
    public static Stream<String> absolute(String path) {
        return Stream.of(
                        "http://localhost",
                        "http://localhost:1",
                        "https://localhost",
                        "http://livez",
                        "http://x@localhost")
                .map(host -> host + path);
    }

    private static String encoded(char letter) {
        return "%" + Integer.toHexString(letter);
    }
}

package dev.gildong.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kinds of requests, in the order in which they are refused when there are too many. */
enum Kind {
    /** Finds documents by what is in them. */
    SEARCH(40),
    /** Changes nothing. */
    READ(70),
    /** Registers or signs in. */
    SIGN_IN(85),
    /** Changes something: a score, above all. */
    SUBMIT(100),
    /** Asks how the node does. Never refused. */
    OPERATIONS(100);

    private static final Set<String> HEALTH = Set.of("/livez", "/readyz", "/metrics");

    private final int percent;

    Kind(int percent) {
        this.percent = percent;
    }

    /** How many of all places this kind and those before it may fill. */
    int percent() {
        return percent;
    }

    static Kind of(HttpServletRequest request) {
        String path = path(request);
        if (HEALTH.contains(path)) {
            return OPERATIONS;
        }
        if (path.endsWith(":search")) {
            return SEARCH;
        }
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD") || path.endsWith(":lookup")) {
            return READ;
        }
        return path.startsWith("/v1/login") || path.equals("/v1/accounts") ? SIGN_IN : SUBMIT;
    }

    /** The path within the application, decoded and without parameters. Jersey is mapped to all of it. */
    private static String path(HttpServletRequest request) {
        @Nullable String info = request.getPathInfo();
        return info == null ? request.getServletPath() : info;
    }
}

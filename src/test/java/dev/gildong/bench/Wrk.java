package dev.gildong.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests by {@code wrk}, one process with 32 kept-alive connections.
 *
 * @param target what is requested
 * @param authorization sent with each request
 */
record Wrk(URI target, String authorization) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern FAULTS = Pattern.compile("(Socket errors|Non-2xx or 3xx responses).*");

    /**
     * Sends as much as it can for some seconds: wrk does not count, so the caller learns how many requests it were.
     *
     * @throws IllegalStateException if one failed
     */
    long send(int seconds) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c32",
                        "-d" + seconds + "s",
                        "-H",
                        "Authorization: " + authorization,
                        target.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher requests = REQUESTS.matcher(said);
        if (wrk.waitFor() != 0 || FAULTS.matcher(said).find() || !requests.find()) {
            throw new IllegalStateException(said);
        }
        return Long.parseLong(requests.group(1));
    }
}

package dev.gildong.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gildong.Client.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Requests byte by byte, for what no HTTP client would send. */
public final class RawHttp {
    private static final int TIME_OUT_MILLIS = 30_000;

    private RawHttp() {}

    /** A GET without a body. */
    public static Answer get(URI server, String target, String... headers) throws IOException {
        return exchange(server, "GET " + target + " HTTP/1.1\r\n" + String.join("", headers) + end(server));
    }

    /** The lines that end the head of a request. */
    public static String end(URI server) {
        return "Host: " + server.getAuthority() + "\r\nConnection: close\r\n\r\n";
    }

    /** Sends one request in ISO 8859-1 and reads the answer until the server closes the connection. */
    public static Answer exchange(URI server, String request) throws IOException {
        return exchange(server, request.getBytes(ISO_8859_1));
    }

    static Answer exchange(URI server, byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIME_OUT_MILLIS);
            Thread writer = new Thread(() -> write(socket, request));
            writer.start();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketException e) {
                // A server that refuses a body before it has read it resets the connection behind its answer.
            }
        }
        return parse(answer.toByteArray());
    }

    /** Reads one answer as soon as it is there, and does not wait for the server to close the connection. */
    static Answer firstAnswer(URI server, String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIME_OUT_MILLIS);
            write(socket, request.getBytes(ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.write(next);
                if (next == '}') { // the end of a problem without errors
                    break;
                }
            }
            return parse(answer.toByteArray());
        }
    }

    private static void write(Socket socket, byte[] request) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
        } catch (IOException e) {
            // The answer tells why.
        }
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            throw new IllegalStateException("no answer but: " + text);
        }
        List<String> lines = text.substring(0, head).lines().toList();
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        String body = new String(bytes, head + 4, bytes.length - head - 4, UTF_8);
        return new Answer(
                Integer.parseInt(lines.get(0).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())), headers, body);
    }
}

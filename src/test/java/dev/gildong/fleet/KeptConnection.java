package dev.gildong.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection to 127.0.0.1 that is kept for one request after the other. Java's own client is no witness here: it sends
 * some requests a second time by itself. This one never does; after a failure the next request has a new connection.
 *
 * <p>For one thread at a time.
 */
final class KeptConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 40_000;

    private final int port;

    @Nullable
    private Socket socket;

    @Nullable
    private InputStream in;

    KeptConnection(int port) {
        this.port = port;
    }

    /** An answer, with its body as text. */
    record Answer(int status, String head, String body) {}

    /** Sends a whole request and reads its whole answer. */
    Answer exchange(byte[] request) throws IOException {
        try {
            if (socket == null) {
                socket = new Socket("127.0.0.1", port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(request);
            Answer answer = read(in);
            if (answer.head().contains("\r\nconnection: close")) {
                close();
            }
            return answer;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder lines = new StringBuilder(line(in));
        int status = Integer.parseInt(lines.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            chunked |= header.equals("transfer-encoding: chunked");
            lines.append("\r\n").append(header);
        }
        return new Answer(status, lines.toString(), chunked ? chunks(in) : text(in, length));
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        int length;
        do {
            length = Integer.parseInt(line(in), 16);
            body.append(text(in, length));
            line(in);
        } while (length > 0);
        return body.toString();
    }

    private static String text(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("closed within the answer");
        }
        return new String(bytes, ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed without the whole answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}

package dev.gildong.autoscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.gildong.autoscale.Decision.Action;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that one autoscaler alone may hold, and in which it notes what it has begun. The note outlives a crash, the lock
 * does not.
 */
final class Claim implements AutoCloseable {
    private static final Pattern NOTE = Pattern.compile("(OUT|IN) (\\d{1,5})\n");
    private static final int MAX_BYTES = 16;

    private final FileChannel channel;

    private Claim(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * What was begun.
     *
     * @param action {@code OUT} or {@code IN}
     * @param port of the instance that comes or goes
     */
    record Begun(Action action, int port) {}

    /** @throws IOException if the file cannot be had, or another one holds it */
    static Claim on(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException("another autoscaler holds " + file);
        }
        return new Claim(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    void begin(Action action, int port) throws IOException {
        write("%s %d\n".formatted(action, port));
    }

    void end() throws IOException {
        write("");
    }

    /** What was begun and not ended. A note that was cut off was written before anything was done. */
    Optional<Begun> begun() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        channel.read(bytes, 0);
        Matcher note = NOTE.matcher(new String(bytes.array(), 0, bytes.position(), UTF_8));
        return note.matches()
                ? Optional.of(new Begun(Action.valueOf(note.group(1)), Integer.parseInt(note.group(2))))
                : Optional.empty();
    }

    private void write(String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

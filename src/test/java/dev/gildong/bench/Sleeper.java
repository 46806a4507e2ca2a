package dev.gildong.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Another server that answers every request some time later, however many there are, at little cost: so that what is
 * measured is who asks. Takes GET requests that arrive in one piece.
 */
public final class Sleeper {
    private static final int BACKLOG = 4096;
    private static final int BODY_BYTES = 1270;
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + BODY_BYTES
                    + "\r\n\r\n" + "x".repeat(BODY_BYTES))
            .getBytes(StandardCharsets.US_ASCII);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final long millis;

    private Sleeper(long millis) {
        this.millis = millis;
    }

    /** @param args port, and how many milliseconds later it answers */
    public static void main(String[] args) throws IOException, InterruptedException {
        Sleeper sleeper = new Sleeper(Long.parseLong(args[1]));
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, Thread::new);
        AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group)
                .bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), BACKLOG);
        server.accept(null, new Accepted(sleeper, server));
        group.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS);
    }

    private void serve(AsynchronousSocketChannel caller) {
        ByteBuffer request = ByteBuffer.allocate(4096);
        caller.read(request, null, new Then(caller) {
            @Override
            public void completed(Integer read, Object nothing) {
                if (read < 0) {
                    close();
                } else {
                    clock.schedule(() -> answer(caller, ByteBuffer.wrap(ANSWER)), millis, TimeUnit.MILLISECONDS);
                }
            }
        });
    }

    private void answer(AsynchronousSocketChannel caller, ByteBuffer rest) {
        caller.write(rest, null, new Then(caller) {
            @Override
            public void completed(Integer written, Object nothing) {
                if (rest.hasRemaining()) {
                    answer(caller, rest);
                } else {
                    serve(caller);
                }
            }
        });
    }

    private record Accepted(Sleeper sleeper, AsynchronousServerSocketChannel server)
            implements CompletionHandler<AsynchronousSocketChannel, Object> {

        @Override
        public void completed(AsynchronousSocketChannel caller, Object nothing) {
            server.accept(null, this);
            sleeper.serve(caller);
        }

        @Override
        public void failed(Throwable thrown, Object nothing) {
            throw new IllegalStateException(thrown);
        }
    }

    private abstract static class Then implements CompletionHandler<Integer, Object> {
        private final AsynchronousSocketChannel caller;

        Then(AsynchronousSocketChannel caller) {
            this.caller = caller;
        }

        @Override
        public void failed(Throwable thrown, Object nothing) {
            close();
        }

        final void close() {
            try {
                caller.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

package dev.gildong.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Stands between a server and its database, and can be cut, frozen and restored. */
final class DatabaseProxy implements AutoCloseable {
    private final URI database;
    private final String url;
    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket listener;
    private Thread acceptor;
    private boolean frozen;

    /** @param url of a database, such as {@code jdbc:mysql://host:3306/gildong?user=root} */
    DatabaseProxy(String url) throws IOException {
        this.database = URI.create(url.substring("jdbc:".length()));
        listen(0);
        this.port = listener.getLocalPort();
        this.url = url.replace(database.getAuthority(), "127.0.0.1:" + port);
    }

    /** The address of the same database through this proxy. */
    String url() {
        return url;
    }

    /** Ends all connections and refuses new ones, as a database that was killed. */
    synchronized void cut() throws IOException {
        listener.close();
        try {
            acceptor.join(); // the port is in use for as long as anyone waits in accept
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Keeps all connections and lets nothing through, as a network that loses every packet. */
    synchronized void freeze() {
        frozen = true;
    }

    /** Lets everything through again, what waits included. */
    synchronized void restore() throws IOException {
        frozen = false;
        notifyAll();
        if (listener.isClosed()) {
            listen(port);
        }
    }

    private void listen(int at) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        listener = server;
        acceptor = start(() -> {
            while (true) {
                Socket client = server.accept();
                start(() -> connect(client));
            }
        });
    }

    private void connect(Socket client) throws IOException {
        waitWhileFrozen();
        Socket server = new Socket(database.getHost(), database.getPort());
        if (kept(client, server)) {
            start(() -> pump(client, server));
            pump(server, client);
        }
    }

    private synchronized boolean kept(Socket client, Socket server) throws IOException {
        if (listener.isClosed()) {
            client.close();
            server.close();
            return false;
        }
        sockets.add(client);
        sockets.add(server);
        return true;
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                waitWhileFrozen();
                out.write(buffer, 0, n);
            }
        }
    }

    private synchronized void waitWhileFrozen() throws IOException {
        try {
            while (frozen) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of the two sides is gone: so is this connection.
                    }
                },
                "database-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        restore();
        cut();
    }

    private interface Work {
        void run() throws IOException;
    }
}

package dev.gildong.autoscale;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/** Who starts and stops instances on this host. An instance is named by the port of 127.0.0.1 that it listens on. */
interface InstanceProvider {

    /** Those of these ports that have a process, ready or not. */
    Set<Integer> running(Collection<Integer> ports) throws IOException;

    /** Starts one; does not wait until it is ready. */
    void start(int port) throws IOException;

    /** Stops one, which may finish what it does, and waits for its end; nothing happens if there is none. */
    void stop(int port) throws IOException;

    /** Where an operator finds out why one did not start. */
    String log(int port);
}

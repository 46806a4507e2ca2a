package dev.gildong.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The thread that serves a request. */
public final class RequestThread {
    private static final @Nullable MethodHandle VIRTUAL = question();

    private RequestThread() {}

    /** Whether it may wait for as long as it likes. Asked by name, since Java 17 has no such method. */
    public static boolean isVirtual() {
        try {
            return VIRTUAL != null && (boolean) VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle question() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null; // before Java 21
        }
    }
}

package dev.weir.kernel.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads on an executor of the caller's own instead of the JDK's scheduler. The JDK can do this, but has not
 * made it public, so it takes {@code --add-opens java.base/java.lang=ALL-UNNAMED}, which the launcher gives.
 */
final class CarriedThreads {
    private static final @Nullable MethodHandle NEW = find();

    private CarriedThreads() {}

    /** Whether this JVM lets anybody choose. */
    static boolean available() {
        return NEW != null;
    }

    static Thread start(Executor carrier, String name, Runnable body) {
        MethodHandle made = NEW;
        if (made == null) {
            return Thread.ofVirtual().name(name).start(body);
        }
        Thread thread;
        try {
            thread = (Thread) made.invokeExact(carrier, name, 0, body);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        thread.start();
        return thread;
    }

    private static @Nullable MethodHandle find() {
        try {
            Class<?> builders = Class.forName("java.lang.ThreadBuilders");
            return MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                    .findStatic(
                            builders,
                            "newVirtualThread",
                            MethodType.methodType(
                                    Thread.class, Executor.class, String.class, int.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}

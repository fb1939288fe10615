package dev.weir.functions.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Calls into the C library that the JDK has no methods for. */
public final class Signals {
    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");
    private static final int KILL = 9;
    private static final int CONTINUE = MAC ? 19 : 18;
    private static final int STOP = MAC ? 17 : 19;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle KILL_CALL = LINKER.downcallHandle(
            LINKER.defaultLookup().find("kill").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle MKFIFO_CALL = LINKER.downcallHandle(
            LINKER.defaultLookup().find("mkfifo").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private Signals() {}

    /** Kills the group; nothing where it is gone. */
    public static void kill(long group) {
        send(group, KILL);
    }

    /** Freezes the group. */
    public static void stop(long group) {
        send(group, STOP);
    }

    /** Lets the group run on. */
    public static void resume(long group) {
        send(group, CONTINUE);
    }

    /** Makes a named pipe that only the user can open. */
    public static void fifo(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) MKFIFO_CALL.invokeExact(arena.allocateFrom(path.toString()), 0600);
            if (result != 0) {
                throw new IOException("mkfifo " + path + " failed");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(long group, int signal) {
        if (group <= 1) {
            throw new IllegalArgumentException("not a process group: " + group);
        }
        try {
            int ignored = (int) KILL_CALL.invokeExact((int) -group, signal);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

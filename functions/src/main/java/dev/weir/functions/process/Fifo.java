package dev.weir.functions.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A named pipe that is read without waiting, which the JDK has no way for. It is open at both ends, so it never ends. */
final class Fifo {
    /** What {@link #read} returns at most. */
    static final int MOST = 64 * 1024;

    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");
    private static final int READ_WRITE = 2;
    private static final int NON_BLOCKING = MAC ? 0x4 : 0x800;
    private static final short READABLE = 1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LINKER.defaultLookup().find("open").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = call("close", ValueLayout.JAVA_INT);
    private static final MethodHandle READ = LINKER.downcallHandle(
            LINKER.defaultLookup().find("read").orElseThrow(),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle WRITE = LINKER.downcallHandle(
            LINKER.defaultLookup().find("write").orElseThrow(),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle POLL =
            call("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private final int number;
    private final MemorySegment buffer;
    private final MemorySegment question;

    /** Opens a pipe that is there. */
    Fifo(Path path) throws IOException {
        Arena arena = Arena.ofAuto();
        buffer = arena.allocate(MOST);
        question = arena.allocate(8, 4);
        try (Arena name = Arena.ofConfined()) {
            number = (int) OPEN.invokeExact(name.allocateFrom(path.toString()), READ_WRITE | NON_BLOCKING);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (number < 0) {
            throw new IOException("open " + path + " failed");
        }
    }

    /** Reads what is there into {@code target}, of {@link #MOST} bytes; returns how many, 0 where there is nothing. */
    int read(byte[] target) {
        try {
            long count = (long) READ.invokeExact(number, buffer, (long) MOST);
            if (count <= 0) {
                return 0;
            }
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, 0, (int) count);
            return (int) count;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Waits until there is something to read; for one thread. Whether it is worth asking again. */
    boolean await() {
        question.set(ValueLayout.JAVA_INT, 0, number);
        question.set(ValueLayout.JAVA_SHORT, 4, READABLE);
        question.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        try {
            int ready = (int) POLL.invokeExact(question, 1, -1);
            // An interrupted call is made again; a broken pipe is not.
            return ready < 0 || (question.get(ValueLayout.JAVA_SHORT, 6) & READABLE) != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Ends the wait of who is in {@link #await}: there is a byte to read then. */
    void wake() {
        try (Arena arena = Arena.ofConfined()) {
            // Fails where the pipe is full, and then nobody waits.
            long ignored = (long) WRITE.invokeExact(number, arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) '\n'), 1L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Nobody may call anything any more. */
    void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(number);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle call(String name, java.lang.foreign.MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
}

package dev.weir.bench.load;

import java.nio.ByteBuffer;

/** What one connection says, and what it expects to hear. Used by one thread. */
public interface Talk {
    /** The next request, whole; the buffer is the talk's own and is read before the next call. */
    ByteBuffer request();

    /**
     * Takes the answer to the last request.
     *
     * @return whether it ends an operation
     * @throws WrongAnswerException where it is not what was to be expected
     */
    boolean answered(Answer answer);
}

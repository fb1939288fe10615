package dev.weir.bench.load;

/** A server answered, but not what it should have; the message says what. */
public final class WrongAnswerException extends RuntimeException {
    public WrongAnswerException(String message) {
        super(message, null, false, false);
    }
}

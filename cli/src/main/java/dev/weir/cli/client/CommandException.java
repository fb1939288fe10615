package dev.weir.cli.client;

/** A command cannot do what it was asked; the message is the one line that is printed. */
public final class CommandException extends RuntimeException {
    public CommandException(String message) {
        super(message, null, false, false);
    }
}

package dev.weir.cli.client;

import java.io.PrintWriter;

/** What is printed: in colour where a person looks at it. */
public final class Terminal {
    private final PrintWriter out;
    private final boolean colours;

    /** @param colours whether to use them */
    public Terminal(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Colours on a terminal only, and not where NO_COLOR asks for none (the launcher says so). */
    public static Terminal of(PrintWriter out) {
        boolean wanted = !Boolean.getBoolean("weir.plain");
        return new Terminal(
                out, wanted && System.console() != null && System.console().isTerminal());
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String red(String text) {
        return paint("31", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

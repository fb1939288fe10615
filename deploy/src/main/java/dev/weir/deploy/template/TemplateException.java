package dev.weir.deploy.template;

/** A template that cannot be read. The message is one line that names the place and what is wrong there. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    TemplateException(String source, int line, int column, String problem) {
        super("%s:%d:%d: %s".formatted(source, line, column, problem), null, false, false);
        this.line = line;
        this.column = column;
    }

    TemplateException(String source, String problem) {
        super("%s: %s".formatted(source, problem), null, false, false);
        this.line = 0;
        this.column = 0;
    }

    /** The line of the problem, counted from one; zero where the problem has no single place. */
    public int line() {
        return line;
    }

    /** The column of the problem, counted from one; zero where the problem has no single place. */
    public int column() {
        return column;
    }
}

package dev.weir.deploy.build;

/** Code that cannot be built. The message is one line; the tool's own output stands in {@link #output()}. */
public final class BuildException extends Exception {
    private final String output;

    public BuildException(String message) {
        this(message, "");
    }

    public BuildException(String message, String output) {
        super(message, null, false, false);
        this.output = output;
    }

    /** What the build tool said; empty where none ran. */
    public String output() {
        return output;
    }
}

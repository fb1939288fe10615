package dev.weir.services.states.language;

/** What the expressions of a state are written in. */
public enum QueryLanguage {
    JSON_PATH("JSONPath"),
    JSONATA("JSONata");

    private final String written;

    QueryLanguage(String written) {
        this.written = written;
    }

    /** As definitions have it. */
    public String written() {
        return written;
    }
}

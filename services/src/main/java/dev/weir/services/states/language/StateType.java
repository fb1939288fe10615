package dev.weir.services.states.language;

/** What a state does. */
public enum StateType {
    CHOICE("Choice"),
    FAIL("Fail"),
    MAP("Map"),
    PARALLEL("Parallel"),
    PASS("Pass"),
    SUCCEED("Succeed"),
    TASK("Task"),
    WAIT("Wait");

    private final String written;

    StateType(String written) {
        this.written = written;
    }

    /** As definitions and the names of events have it. */
    public String written() {
        return written;
    }
}

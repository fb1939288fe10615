package dev.weir.mcp.tool;

/** What an action does to what is there. */
public enum Effect {
    /** Looks only. */
    READS,
    /** Adds something: a message, a resource, an execution. */
    ADDS,
    /** Sets something to a value; once more makes no difference. */
    SETS,
    /** Takes away or overwrites what cannot be had back. */
    DESTROYS
}

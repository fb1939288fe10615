package dev.weir.store;

/** What an acknowledged write survives. */
public enum Durability {
    /** The death of weir's process, however sudden. Written to the operating system before it is acknowledged. */
    PROCESS,
    /** Power loss too. Written to the disk before it is acknowledged, many transactions at a time. */
    DISK
}

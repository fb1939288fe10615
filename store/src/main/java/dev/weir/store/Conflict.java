package dev.weir.store;

/** What a transaction has read is no longer so: it must be run again. Never leaves the store. */
final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    Conflict() {
        super("conflict", null, false, false);
    }
}

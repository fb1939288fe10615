package dev.weir.services.states.data;

/** What a workflow may leave to chance. */
public interface Chance {
    /** A number from 0 to below 1. */
    double number();

    /** A UUID, version 4, in its usual form. */
    String uuid();
}

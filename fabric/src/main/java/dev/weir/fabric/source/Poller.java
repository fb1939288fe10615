package dev.weir.fabric.source;

/** Reads a queue or a stream, from its start until it is stopped. */
public interface Poller {
    /** Begins; where the source is gone, the journal says so. */
    void start();

    /** Takes no more; what is being worked on is finished. */
    void stop();
}

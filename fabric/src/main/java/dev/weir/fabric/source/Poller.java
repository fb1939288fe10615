package dev.weir.fabric.source;

/** Reads a queue or a stream, from its start until it is stopped. */
public interface Poller {
    void start();

    /** Takes no more; what is being worked on is finished. */
    void stop();
}

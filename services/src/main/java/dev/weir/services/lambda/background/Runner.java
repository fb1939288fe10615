package dev.weir.services.lambda.background;

/** A mapping that is running. */
interface Runner {
    void start();

    /** Takes no more; what is being worked on is finished. */
    void stop();
}

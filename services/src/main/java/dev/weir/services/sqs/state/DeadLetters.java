package dev.weir.services.sqs.state;

/**
 * Where a queue's dead letters go.
 *
 * @param generation of that queue's index, before anything is moved there
 */
record DeadLetters(QueueOwner owner, long generation) {}

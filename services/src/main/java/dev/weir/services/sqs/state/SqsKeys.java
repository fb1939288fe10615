package dev.weir.services.sqs.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.domain.Run;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where everything is. Under {@code sqs/account/region}: {@code q/name} a queue, {@code x/name} when one was deleted,
 * {@code r/target/source} who dead-letters where, {@code t/source/started} move tasks, and under {@code m/id} a queue's
 * messages by sequence number: {@code b} the message, {@code i} what the index needs of it, {@code s} its last receipt,
 * {@code d/key} recent deduplication ids. {@code sqs/id} counts queues.
 */
final class SqsKeys {
    private final byte[] prefix;

    /** Keys of one queue's messages. */
    SqsKeys(QueueName name, long queueId) {
        this.prefix = space(name.account(), name.region(), "m").number(queueId).toBytes();
    }

    byte[] message(long sequence) {
        return numbered((byte) 'b', sequence);
    }

    byte[] index(long sequence) {
        return numbered((byte) 'i', sequence);
    }

    byte[] receipt(long sequence) {
        return numbered((byte) 's', sequence);
    }

    byte[] twin(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + 1 + text.length)
                .put(prefix)
                .put((byte) 'd')
                .put(text)
                .array();
    }

    KeyRange all() {
        return KeyRange.prefix(prefix);
    }

    KeyRange indexes() {
        return lettered('i');
    }

    KeyRange indexes(Run run) {
        return new KeyRange(index(run.from()), index(run.to() + 1));
    }

    KeyRange receipts() {
        return lettered('s');
    }

    KeyRange twins() {
        return lettered('d');
    }

    /** The number at the end of a key of {@link #indexes} or {@link #receipts}. */
    static long sequence(byte[] key) {
        return ByteBuffer.wrap(key, key.length - Long.BYTES, Long.BYTES).getLong() ^ Long.MIN_VALUE;
    }

    static byte[] queue(QueueName name) {
        return space(name.account(), name.region(), "q").text(name.name()).toBytes();
    }

    /** Queues whose names begin with the prefix; names are plain ASCII, so no escaping stands in the way. */
    static KeyRange queues(Scope scope, String prefix) {
        return space(scope.account(), scope.region(), "q")
                .raw(prefix.getBytes(StandardCharsets.UTF_8))
                .range();
    }

    static byte[] deleted(QueueName name) {
        return space(name.account(), name.region(), "x").text(name.name()).toBytes();
    }

    static KeyRange deleted(Scope scope) {
        return space(scope.account(), scope.region(), "x").range();
    }

    static byte[] deadLetterSource(QueueName source, String target) {
        return space(source.account(), source.region(), "r")
                .text(target)
                .text(source.name())
                .toBytes();
    }

    static KeyRange deadLetterSources(QueueName target) {
        return space(target.account(), target.region(), "r").text(target.arn()).range();
    }

    static KeyRange moveTasks(QueueName source) {
        return space(source.account(), source.region(), "t").text(source.name()).range();
    }

    static byte[] moveTask(QueueName source, long started) {
        return space(source.account(), source.region(), "t")
                .text(source.name())
                .number(started)
                .toBytes();
    }

    static byte[] queueCounter() {
        return Key.of("sqs").text("id").toBytes();
    }

    private static Key space(String account, String region, String kind) {
        return Key.of("sqs").text(account).text(region).text(kind);
    }

    private byte[] numbered(byte letter, long sequence) {
        return ByteBuffer.allocate(prefix.length + 1 + Long.BYTES)
                .put(prefix)
                .put(letter)
                .putLong(sequence ^ Long.MIN_VALUE)
                .array();
    }

    private KeyRange lettered(char letter) {
        return KeyRange.prefix(ByteBuffer.allocate(prefix.length + 1)
                .put(prefix)
                .put((byte) letter)
                .array());
    }
}

package dev.weir.fabric.delivery;

import dev.weir.fabric.Delivery;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Cause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in the outbox.
 *
 * @param failed attempts so far, all in vain
 * @param accepted when it was enqueued
 * @param next when it is to be tried again; the time of acceptance before the first attempt
 */
record Pending(
        Delivery delivery, RetryPolicy policy, @Nullable Arn deadLetter, int failed, Instant accepted, Instant next) {
    private static final int FORMAT = 2;
    /** Before waits could be given. */
    private static final int WITHOUT_WAITS = 1;

    Pending failedOnceMore(Instant next) {
        return new Pending(delivery, policy, deadLetter, failed + 1, accepted, next);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + delivery.payload().length);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT);
            out.writeInt(failed);
            out.writeLong(accepted.toEpochMilli());
            out.writeLong(next.toEpochMilli());
            out.writeInt(policy.maxAttempts());
            out.writeLong(policy.maxAge().toMillis());
            out.writeUTF(policy.backoff().name());
            out.writeInt(policy.waits().size());
            for (Duration wait : policy.waits()) {
                out.writeLong(wait.toMillis());
            }
            optional(out, deadLetter == null ? null : deadLetter.toString());
            out.writeUTF(delivery.scope().account());
            out.writeUTF(delivery.scope().region());
            out.writeUTF(delivery.source());
            out.writeUTF(delivery.principal());
            out.writeUTF(delivery.target().toString());
            blob(out, delivery.payload());
            out.writeInt(delivery.attributes().size());
            for (Map.Entry<String, Delivery.Attribute> entry :
                    delivery.attributes().entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue().type());
                attribute(out, entry.getValue());
            }
            optional(out, delivery.messageGroupId());
            optional(out, delivery.deduplicationId());
            out.writeLong(delivery.cause().trace());
            out.writeLong(delivery.cause().hop());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Pending decode(byte[] bytes) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            int format = in.readByte();
            if (format != FORMAT && format != WITHOUT_WAITS) {
                throw new IllegalStateException("the outbox holds a record of format " + format);
            }
            int failed = in.readInt();
            Instant accepted = Instant.ofEpochMilli(in.readLong());
            Instant next = Instant.ofEpochMilli(in.readLong());
            RetryPolicy policy = new RetryPolicy(
                    in.readInt(),
                    Duration.ofMillis(in.readLong()),
                    RetryPolicy.Backoff.valueOf(in.readUTF()),
                    format == WITHOUT_WAITS ? List.of() : waits(in));
            String deadLetter = optional(in);
            Scope scope = new Scope(in.readUTF(), in.readUTF());
            String source = in.readUTF();
            String principal = in.readUTF();
            Arn target = Arn.parse(in.readUTF());
            byte[] payload = blob(in);
            Map<String, Delivery.Attribute> attributes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                attributes.put(in.readUTF(), attribute(in));
            }
            String group = optional(in);
            String deduplication = optional(in);
            Cause cause = new Cause(in.readLong(), in.readLong());
            Delivery delivery =
                    new Delivery(scope, source, principal, target, payload, attributes, group, deduplication, cause);
            return new Pending(
                    delivery, policy, deadLetter == null ? null : Arn.parse(deadLetter), failed, accepted, next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Duration> waits(DataInputStream in) throws IOException {
        List<Duration> waits = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            waits.add(Duration.ofMillis(in.readLong()));
        }
        return waits;
    }

    private static void attribute(DataOutputStream out, Delivery.Attribute attribute) throws IOException {
        String text = attribute.text();
        byte[] bytes = attribute.bytes();
        out.writeBoolean(text != null);
        if (text != null) {
            blob(out, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        out.writeBoolean(bytes != null);
        if (bytes != null) {
            blob(out, bytes);
        }
    }

    private static Delivery.Attribute attribute(DataInputStream in) throws IOException {
        String type = in.readUTF();
        String text = in.readBoolean() ? new String(blob(in), java.nio.charset.StandardCharsets.UTF_8) : null;
        byte[] bytes = in.readBoolean() ? blob(in) : null;
        return new Delivery.Attribute(type, text, bytes);
    }

    private static void blob(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] blob(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static void optional(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}

package dev.weir.services.sqs.state;

import dev.weir.services.sqs.domain.Attribute;
import dev.weir.services.sqs.domain.Message;
import dev.weir.services.sqs.domain.MoveTask;
import dev.weir.services.sqs.domain.Queue;
import dev.weir.services.sqs.domain.QueueName;
import dev.weir.services.sqs.domain.Receipt;
import dev.weir.services.sqs.domain.Redrive;
import dev.weir.services.sqs.domain.Twins;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form of stored values. The first number of each is the version of its form. */
final class Codec {
    private static final int VERSION = 1;

    private Codec() {}

    /** What the index needs of a message that has not been received. */
    record Index(long sent, long visibleAt, @Nullable String group) {}

    /**
     * A message's last receipt.
     *
     * @param trace of its hop
     * @param hop of it
     */
    record Received(Receipt receipt, long visibleAt, long trace, long hop) {}

    static byte[] queue(Queue queue) {
        Pack pack = new Pack(256)
                .small(VERSION)
                .text(queue.name().account())
                .text(queue.name().region())
                .text(queue.name().name())
                .number(queue.id())
                .number(queue.created())
                .number(queue.modified())
                .number(queue.purged())
                .small(queue.groupScope() ? 1 : 0);
        texts(pack, queue.attributes());
        texts(pack, queue.tags());
        Optional<Redrive> redrive = queue.redrive();
        pack.text(redrive.map(Redrive::target).orElse(null))
                .small(redrive.map(Redrive::maxReceiveCount).orElse(0));
        return pack.toBytes();
    }

    static Queue queue(byte[] bytes) {
        Unpack in = open(bytes);
        QueueName name = new QueueName(in.text(), in.text(), in.text());
        long id = in.number();
        long created = in.number();
        long modified = in.number();
        long purged = in.number();
        boolean groupScope = in.small() == 1;
        Map<String, String> attributes = texts(in);
        Map<String, String> tags = texts(in);
        String target = in.optionalText();
        int maxReceiveCount = in.small();
        Optional<Redrive> redrive =
                target == null ? Optional.empty() : Optional.of(new Redrive(target, maxReceiveCount));
        return new Queue(name, id, attributes, tags, created, modified, purged, groupScope, redrive);
    }

    static byte[] message(Message message) {
        Pack pack = new Pack(160 + message.body().length())
                .small(VERSION)
                .text(message.id())
                .number(message.sent())
                .text(message.sender())
                .text(message.body())
                .text(message.md5OfBody())
                .text(message.traceHeader())
                .text(message.group())
                .text(message.deduplicationId())
                .text(message.deadLetterSource())
                .number(message.trace())
                .number(message.hop())
                .small(message.attributes().size());
        message.attributes().forEach((name, attribute) -> pack.text(name)
                .text(attribute.type())
                .text(attribute.text())
                .blob(attribute.bytes()));
        return pack.toBytes();
    }

    static Message message(byte[] bytes) {
        Unpack in = open(bytes);
        String id = in.text();
        long sent = in.number();
        String sender = in.text();
        String body = in.text();
        String md5 = in.text();
        String traceHeader = in.optionalText();
        String group = in.optionalText();
        String deduplicationId = in.optionalText();
        String deadLetterSource = in.optionalText();
        long trace = in.number();
        long hop = in.number();
        int count = in.small();
        Map<String, Attribute> attributes = count == 0 ? Map.of() : new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(in.text(), new Attribute(in.text(), in.optionalText(), in.blob()));
        }
        return new Message(
                id,
                sent,
                sender,
                body,
                md5,
                attributes,
                traceHeader,
                group,
                deduplicationId,
                deadLetterSource,
                trace,
                hop);
    }

    static byte[] index(long sent, long visibleAt, @Nullable String group) {
        return new Pack(32)
                .small(VERSION)
                .number(sent)
                .number(visibleAt)
                .text(group)
                .toBytes();
    }

    static Index index(byte[] bytes) {
        Unpack in = open(bytes);
        return new Index(in.number(), in.number(), in.optionalText());
    }

    static byte[] received(Received received) {
        Receipt receipt = received.receipt();
        return new Pack(60)
                .small(VERSION)
                .small(receipt.count())
                .number(receipt.first())
                .number(receipt.last())
                .number(receipt.token())
                .number(received.visibleAt())
                .number(received.trace())
                .number(received.hop())
                .toBytes();
    }

    static Received received(byte[] bytes) {
        Unpack in = open(bytes);
        Receipt receipt = new Receipt(in.small(), in.number(), in.number(), in.number());
        return new Received(receipt, in.number(), in.number(), in.number());
    }

    static byte[] twin(Twins.Twin twin) {
        return new Pack(80)
                .small(VERSION)
                .text(twin.key())
                .text(twin.messageId())
                .number(twin.sequence())
                .number(twin.until())
                .toBytes();
    }

    static Twins.Twin twin(byte[] bytes) {
        Unpack in = open(bytes);
        return new Twins.Twin(in.text(), in.text(), in.number(), in.number());
    }

    static byte[] moveTask(MoveTask task) {
        return new Pack(200)
                .small(VERSION)
                .text(task.id())
                .text(task.source().account())
                .text(task.source().region())
                .text(task.source().name())
                .text(task.destination())
                .small(task.perSecond() == null ? 0 : task.perSecond())
                .text(task.status().name())
                .number(task.moved())
                .number(task.toMove())
                .number(task.started())
                .text(task.failure())
                .toBytes();
    }

    static MoveTask moveTask(byte[] bytes) {
        Unpack in = open(bytes);
        String id = in.text();
        QueueName source = new QueueName(in.text(), in.text(), in.text());
        String destination = in.optionalText();
        int perSecond = in.small();
        return new MoveTask(
                id,
                source,
                destination,
                perSecond == 0 ? null : perSecond,
                MoveTask.Status.valueOf(in.text()),
                in.number(),
                in.number(),
                in.number(),
                in.optionalText());
    }

    static byte[] name(QueueName name) {
        return new Pack(80)
                .small(VERSION)
                .text(name.account())
                .text(name.region())
                .text(name.name())
                .toBytes();
    }

    static QueueName name(byte[] bytes) {
        Unpack in = open(bytes);
        return new QueueName(in.text(), in.text(), in.text());
    }

    static byte[] instant(long millis) {
        return new Pack(12).small(VERSION).number(millis).toBytes();
    }

    static long instant(byte[] bytes) {
        return open(bytes).number();
    }

    static Unpack open(byte[] bytes) {
        Unpack in = new Unpack(bytes);
        int version = in.small();
        if (version != VERSION) {
            throw new IllegalStateException("stored by a newer version of weir: form " + version);
        }
        return in;
    }

    private static void texts(Pack pack, Map<String, String> texts) {
        pack.small(texts.size());
        texts.forEach((name, value) -> pack.text(name).text(value));
    }

    private static Map<String, String> texts(Unpack in) {
        int count = in.small();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(in.text(), in.text());
        }
        return texts;
    }
}

package dev.weir.services.kinesis;

import dev.weir.fabric.Delivered;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.DeliveryException;
import dev.weir.fabric.EventTarget;
import dev.weir.kernel.Arn;
import dev.weir.kernel.ids.Ids;
import dev.weir.services.kinesis.domain.HashKey;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.operations.Lookup;
import dev.weir.services.kinesis.state.Draft;
import dev.weir.services.kinesis.state.Put;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.shapes.AwsException;
import java.util.List;

/** How the fabric delivers to a stream: as a put, under the delivery's partition key. */
final class KinesisTarget implements EventTarget {
    private static final int LONGEST_KEY = 256;

    private final Lookup lookup;
    private final Ids ids;

    KinesisTarget(Lookup lookup, Ids ids) {
        this.lookup = lookup;
        this.ids = ids;
    }

    @Override
    public boolean exists(Arn arn) {
        return lookup.find(arn) != null;
    }

    @Override
    public Delivered deliver(Delivery delivery) throws DeliveryException {
        StreamOwner owner = lookup.find(delivery.target());
        if (owner == null) {
            throw refused(KinesisErrors.streamNotFound(
                    delivery.target().resource(), delivery.target().account()));
        }
        Stream stream = owner.stream();
        String key = key(delivery);
        HashKey hash = stream.settings().automatic() ? null : HashKey.of(key);
        Draft draft = new Draft(key, delivery.payload(), hash);
        long most = stream.settings().maxRecord() * 1024L;
        if (draft.size() > most) {
            throw refused(KinesisErrors.tooLong("data", most));
        }
        Put put;
        try {
            put = owner.put(List.of(draft), delivery.cause(), "kinesis.PutRecord", delivery.source())
                    .getFirst();
        } catch (AwsException e) {
            throw refused(e);
        }
        if (put.throttled()) {
            String message = KinesisErrors.rateExceeded(Shard.id(put.shard()), stream.name(), stream.account());
            throw new DeliveryException(KinesisErrors.THROTTLED, message, true);
        }
        return new Delivered(put.sequenceNumber(), put.cause());
    }

    private String key(Delivery delivery) {
        Delivery.Attribute given = delivery.attributes().get(Delivery.PARTITION_KEY);
        String key = given == null ? null : given.text();
        if (key == null || key.isEmpty()) {
            return ids.uuid();
        }
        return key.substring(0, Math.min(LONGEST_KEY, key.length()));
    }

    private static DeliveryException refused(AwsException e) {
        return new DeliveryException(e.code(), e.getMessage(), e.status() >= 500);
    }
}

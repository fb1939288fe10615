package dev.weir.services.kinesis.operations;

import dev.weir.kernel.Arn;
import dev.weir.kernel.Scope;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.domain.Stream.Status;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import dev.weir.shapes.Call;
import org.jspecify.annotations.Nullable;

/** Finds what a request names. */
public final class Lookup {
    private static final String STREAM = "stream/";
    private static final String CONSUMER = "/consumer/";

    private final Streams streams;

    public Lookup(Streams streams) {
        this.streams = streams;
    }

    /** A stream by its name or ARN. */
    StreamOwner stream(Call call, @Nullable String name, @Nullable String arn, @Nullable String id) {
        refuse(id);
        if (arn == null) {
            if (name == null) {
                throw KinesisErrors.invalid("Either StreamName or StreamARN should be provided.");
            }
            return require(call.scope(), name);
        }
        Arn parsed = arn(arn);
        String named = streamName(parsed);
        if (name != null && !name.equals(named)) {
            throw KinesisErrors.invalid("StreamName " + name + " does not match the stream of StreamARN " + arn + ".");
        }
        return require(parsed.scope(), named);
    }

    private StreamOwner require(Scope scope, String name) {
        StreamOwner owner = streams.find(scope, name);
        if (owner == null) {
            throw KinesisErrors.streamNotFound(name, scope.account());
        }
        return owner;
    }

    /** One whose records can be put and read. */
    StreamOwner usable(Call call, @Nullable String name, @Nullable String arn, @Nullable String id) {
        StreamOwner owner = stream(call, name, arn, id);
        if (!owner.stream().usable()) {
            throw KinesisErrors.streamNotFound(
                    owner.stream().name(), owner.stream().account());
        }
        return owner;
    }

    /** One that can be changed. */
    StreamOwner active(Call call, @Nullable String name, @Nullable String arn, @Nullable String id) {
        StreamOwner owner = stream(call, name, arn, id);
        requireActive(owner.stream());
        return owner;
    }

    static void requireActive(Stream stream) {
        if (stream.status() != Status.ACTIVE) {
            throw KinesisErrors.notActive(stream.name(), stream.account(), stream.status());
        }
    }

    /** AWS reserves stream ids for future use. */
    static void refuse(@Nullable String id) {
        if (id != null) {
            throw KinesisErrors.invalid("StreamId is reserved for future use.");
        }
    }

    /** A shard that is to be changed. */
    static Shard shard(StreamOwner owner, @Nullable String id) {
        Stream stream = owner.stream();
        int index = Shard.index(String.valueOf(id));
        Shard shard = index < 0 ? null : owner.shards().get(index);
        if (shard == null) {
            String named = index < 0 ? String.valueOf(id) : Shard.id(index);
            throw KinesisErrors.couldNotFindShard(named, stream.name(), stream.account());
        }
        return shard;
    }

    /** A shard that is to be read. */
    static Shard readable(StreamOwner owner, @Nullable String id) {
        Stream stream = owner.stream();
        int index = Shard.index(String.valueOf(id));
        if (index < 0) {
            throw KinesisErrors.couldNotFindShard(String.valueOf(id), stream.name(), stream.account());
        }
        Shard shard = owner.shards().get(index);
        if (shard == null) {
            throw KinesisErrors.noShard(Shard.id(index), stream.name(), stream.account());
        }
        return shard;
    }

    /** What an ARN names: a stream, or one of its consumers. */
    record Resource(StreamOwner owner, @Nullable Consumer consumer) {}

    Resource resource(@Nullable String text) {
        Arn arn = arn(String.valueOf(text));
        if (!arn.resource().contains(CONSUMER)) {
            return new Resource(require(arn.scope(), streamName(arn)), null);
        }
        return consumer(text);
    }

    /** A consumer by its ARN. */
    Resource consumer(@Nullable String text) {
        Arn arn = arn(String.valueOf(text));
        int at = arn.resource().indexOf(CONSUMER);
        if (at < 0) {
            throw KinesisErrors.consumerNotFound(String.valueOf(text), arn.account());
        }
        String[] named = arn.resource().substring(at + CONSUMER.length()).split(":", 2);
        StreamOwner owner = require(arn.scope(), arn.resource().substring(STREAM.length(), at));
        Consumer consumer = streams.consumer(owner.stream(), named[0]);
        if (consumer == null || named.length < 2 || !consumer.arn().endsWith(":" + named[1])) {
            throw KinesisErrors.consumerNotFound(String.valueOf(text), arn.account());
        }
        return new Resource(owner, consumer);
    }

    /** The stream at an ARN, or null. */
    public @Nullable StreamOwner find(Arn arn) {
        return arn.service().equals("kinesis") && arn.resource().startsWith(STREAM)
                ? streams.find(arn.scope(), streamName(arn))
                : null;
    }

    private static String streamName(Arn arn) {
        String resource = arn.resource();
        int at = resource.indexOf(CONSUMER);
        return resource.substring(STREAM.length(), at < 0 ? resource.length() : at);
    }

    private static Arn arn(String text) {
        Arn arn = Arn.isArn(text) ? Arn.parse(text) : null;
        if (arn == null || !arn.service().equals("kinesis") || !arn.resource().startsWith(STREAM)) {
            throw KinesisErrors.invalid("Invalid ARN: " + text);
        }
        return arn;
    }
}

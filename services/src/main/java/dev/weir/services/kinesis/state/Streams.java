package dev.weir.services.kinesis.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.kinesis.KinesisErrors;
import dev.weir.services.kinesis.domain.Consumer;
import dev.weir.services.kinesis.domain.Shard;
import dev.weir.services.kinesis.domain.Shards;
import dev.weir.services.kinesis.domain.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All streams and their consumers: finds, makes, lists and removes them. */
public final class Streams {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 500;

    private final Kernel kernel;
    private final boolean limits;
    private final Map<Name, StreamOwner> owners = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();

    private record Name(Scope scope, String name) {}

    /** @param limits whether the throughput limits of shards are in force */
    public Streams(Kernel kernel, boolean limits) {
        this.kernel = kernel;
        this.limits = limits;
    }

    public Kernel kernel() {
        return kernel;
    }

    /** The stream of that name, or null. */
    public @Nullable StreamOwner find(Scope scope, String name) {
        Name key = new Name(scope, name);
        StreamOwner known = owners.get(key);
        return known != null ? known : owners.computeIfAbsent(key, this::read);
    }

    private @Nullable StreamOwner read(Name name) {
        return kernel.store().read(tx -> {
            byte[] value = tx.get(KinesisKeys.stream(name.scope(), name.name()));
            if (value == null) {
                return null;
            }
            Stream stream = stream(value);
            List<Shard> shards = new ArrayList<>();
            eachPage(tx, KinesisKeys.shards(stream), entry -> shards.add(JSON.readValue(entry.value(), Shard.class)));
            return new StreamOwner(kernel, limits, stream, Shards.of(shards));
        });
    }

    private static void eachPage(ReadTx tx, KeyRange all, java.util.function.Consumer<Entry> body) {
        KeyRange rest = all;
        while (true) {
            List<Entry> page = tx.range(rest, PAGE, false);
            page.forEach(body);
            if (page.size() < PAGE) {
                return;
            }
            rest = rest.after(page.getLast().key());
        }
    }

    private static Stream stream(byte[] value) {
        return JSON.readValue(value, Stream.class);
    }

    static void put(WriteTx tx, Stream stream) {
        Scope scope = new Scope(stream.account(), stream.region());
        tx.put(KinesisKeys.stream(scope, stream.name()), JSON.writeValueAsBytes(stream));
    }

    static void put(WriteTx tx, Stream stream, Shard shard) {
        tx.put(KinesisKeys.shard(stream, shard.index()), JSON.writeValueAsBytes(shard));
    }

    /**
     * Makes a stream.
     *
     * @param description given the stream's number
     * @throws dev.weir.shapes.AwsException where there is one of that name
     */
    public StreamOwner create(
            Scope scope,
            String name,
            LongFunction<Stream> description,
            Shards shards,
            BiConsumer<WriteTx, Stream> also) {
        naming.lock();
        try {
            if (find(scope, name) != null) {
                throw KinesisErrors.streamExists(name, scope.account());
            }
            Stream made = kernel.store().write(tx -> {
                Stream stream = description.apply(tx.add(KinesisKeys.number(scope), 1));
                put(tx, stream);
                shards.all().forEach(shard -> put(tx, stream, shard));
                also.accept(tx, stream);
                return stream;
            });
            StreamOwner owner = new StreamOwner(kernel, limits, made, shards);
            owners.put(new Name(scope, name), owner);
            return owner;
        } finally {
            naming.unlock();
        }
    }

    /** Removes a stream with all that belongs to it. */
    public void remove(StreamOwner owner, BiConsumer<WriteTx, Stream> also) {
        naming.lock();
        try {
            Stream stream = owner.stream();
            owners.remove(new Name(owner.scope(), stream.name()), owner);
            kernel.store().write(tx -> {
                tx.delete(KinesisKeys.stream(owner.scope(), stream.name()));
                tx.deleteRange(KinesisKeys.shards(stream));
                tx.deleteRange(KinesisKeys.records(stream));
                tx.deleteRange(KinesisKeys.trimmed(stream));
                tx.deleteRange(KinesisKeys.consumers(stream));
                also.accept(tx, stream);
                return null;
            });
            owner.close();
        } finally {
            naming.unlock();
        }
    }

    /** Streams in the order of their names, after {@code after}. */
    public List<Stream> list(Scope scope, String after, int limit) {
        KeyRange all = KinesisKeys.streams(scope);
        KeyRange rest = after.isEmpty() ? all : all.after(KinesisKeys.stream(scope, after));
        return kernel.store().read(tx -> tx.range(rest, limit, false)).stream()
                .map(entry -> stream(entry.value()))
                .toList();
    }

    /** All streams of the account and region that are so. */
    public List<Stream> all(Scope scope, Predicate<Stream> which) {
        List<Stream> found = new ArrayList<>();
        kernel.store().read(tx -> {
            eachPage(tx, KinesisKeys.streams(scope), entry -> {
                Stream stream = stream(entry.value());
                if (which.test(stream)) {
                    found.add(stream);
                }
            });
            return null;
        });
        return found;
    }

    /** How many shards of the account are open. */
    public long openShards(Scope scope) {
        return all(scope, stream -> true).stream()
                .map(stream -> find(scope, stream.name()))
                .filter(owner -> owner != null)
                .mapToLong(owner -> owner.shards().openCount())
                .sum();
    }

    public @Nullable Consumer consumer(Stream stream, String name) {
        byte[] value = kernel.store().read(tx -> tx.get(KinesisKeys.consumer(stream, name)));
        return value == null ? null : JSON.readValue(value, Consumer.class);
    }

    /** A stream's consumers in the order of their names, after {@code after}. */
    public List<Consumer> consumers(Stream stream, String after, int limit) {
        KeyRange all = KinesisKeys.consumers(stream);
        KeyRange rest = after.isEmpty() ? all : all.after(KinesisKeys.consumer(stream, after));
        return kernel.store().read(tx -> tx.range(rest, limit, false)).stream()
                .map(entry -> JSON.readValue(entry.value(), Consumer.class))
                .toList();
    }

    public void put(WriteTx tx, Stream stream, Consumer consumer) {
        tx.put(KinesisKeys.consumer(stream, consumer.name()), JSON.writeValueAsBytes(consumer));
    }

    public void remove(WriteTx tx, Stream stream, Consumer consumer) {
        tx.delete(KinesisKeys.consumer(stream, consumer.name()));
    }

    /** The account's own settings; empty where none were made. */
    public Map<String, String> settings(Scope scope) {
        byte[] value = kernel.store().read(tx -> tx.get(KinesisKeys.settings(scope)));
        return value == null ? Map.of() : JSON.readerForMapOf(String.class).readValue(value);
    }

    public void putSettings(Scope scope, Map<String, String> settings) {
        kernel.store().write(tx -> {
            tx.put(KinesisKeys.settings(scope), JSON.writeValueAsBytes(settings));
            return null;
        });
    }

    /** Forgets all that is kept in memory. */
    public void reset() {
        List<StreamOwner> all = List.copyOf(owners.values());
        owners.clear();
        all.forEach(StreamOwner::close);
    }
}

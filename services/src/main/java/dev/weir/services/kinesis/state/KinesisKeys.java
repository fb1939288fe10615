package dev.weir.services.kinesis.state;

import dev.weir.kernel.Scope;
import dev.weir.kernel.store.Key;
import dev.weir.kernel.store.KeyRange;
import dev.weir.services.kinesis.domain.Stream;

/** The keys, all after {@code kinesis}, account and region. They are listed in the package's documentation. */
final class KinesisKeys {
    private KinesisKeys() {}

    private static Key of(String account, String region, String kind) {
        return Key.of("kinesis").text(account).text(region).text(kind);
    }

    static byte[] stream(Scope scope, String name) {
        return of(scope.account(), scope.region(), "stream").text(name).toBytes();
    }

    static KeyRange streams(Scope scope) {
        return of(scope.account(), scope.region(), "stream").range();
    }

    static byte[] number(Scope scope) {
        return of(scope.account(), scope.region(), "next").toBytes();
    }

    static byte[] settings(Scope scope) {
        return of(scope.account(), scope.region(), "account").toBytes();
    }

    static byte[] shard(Stream stream, int shard) {
        return of(stream.account(), stream.region(), "shard")
                .number(stream.number())
                .number(shard)
                .toBytes();
    }

    static KeyRange shards(Stream stream) {
        return of(stream.account(), stream.region(), "shard")
                .number(stream.number())
                .range();
    }

    static byte[] record(Stream stream, int shard, long place) {
        return of(stream.account(), stream.region(), "record")
                .number(stream.number())
                .number(shard)
                .number(place)
                .toBytes();
    }

    static KeyRange records(Stream stream, int shard) {
        return of(stream.account(), stream.region(), "record")
                .number(stream.number())
                .number(shard)
                .range();
    }

    static KeyRange records(Stream stream) {
        return of(stream.account(), stream.region(), "record")
                .number(stream.number())
                .range();
    }

    static byte[] trimmed(Stream stream, int shard) {
        return of(stream.account(), stream.region(), "trimmed")
                .number(stream.number())
                .number(shard)
                .toBytes();
    }

    static KeyRange trimmed(Stream stream) {
        return of(stream.account(), stream.region(), "trimmed")
                .number(stream.number())
                .range();
    }

    static byte[] consumer(Stream stream, String name) {
        return of(stream.account(), stream.region(), "consumer")
                .number(stream.number())
                .text(name)
                .toBytes();
    }

    static KeyRange consumers(Stream stream) {
        return of(stream.account(), stream.region(), "consumer")
                .number(stream.number())
                .range();
    }
}

package dev.weir.services.dynamodb.operations;

import dev.weir.kernel.store.KeyRange;
import dev.weir.services.dynamodb.domain.Bytes;
import dev.weir.services.dynamodb.domain.KeyCodec;
import dev.weir.services.dynamodb.domain.Value;
import dev.weir.services.dynamodb.expressions.KeyTest;
import dev.weir.services.dynamodb.state.OpenTable;
import org.jspecify.annotations.Nullable;

/** Where the entries of one partition lie that a test of the sort key lets through. */
final class KeyRanges {
    private KeyRanges() {}

    /** @param sort null for the whole partition */
    static KeyRange of(OpenTable.Tree tree, Value partition, @Nullable KeyTest sort) {
        byte[] prefix = tree.partition(partition);
        KeyRange all = KeyRange.prefix(prefix);
        return switch (sort) {
            case null -> all;
            case KeyTest.NotIndexable none -> throw new IllegalStateException("no key test");
            case KeyTest.BeginsWith begins -> KeyRange.prefix(join(prefix, KeyCodec.prefix(begins.value())));
            case KeyTest.Between between ->
                new KeyRange(
                        join(prefix, KeyCodec.encode(between.value())),
                        KeyRange.prefix(join(prefix, KeyCodec.encode(between.high())))
                                .end());
            case KeyTest.Compare compare -> {
                KeyRange same = KeyRange.prefix(join(prefix, KeyCodec.encode(compare.value())));
                yield switch (compare.comparator()) {
                    case EQ -> same;
                    case LT -> new KeyRange(all.start(), same.start());
                    case LE -> new KeyRange(all.start(), same.end());
                    case GT -> new KeyRange(same.end(), all.end());
                    case GE -> new KeyRange(same.start(), all.end());
                    case NE -> throw new IllegalStateException("no key test");
                };
            }
        };
    }

    private static byte[] join(byte[] prefix, byte[] rest) {
        return new Bytes(prefix.length + rest.length).raw(prefix).raw(rest).toBytes();
    }
}

package dev.weir.services.kinesis.background;

import dev.weir.kernel.Scope;
import dev.weir.services.kinesis.domain.Stream;
import dev.weir.services.kinesis.state.StreamOwner;
import dev.weir.services.kinesis.state.Streams;
import org.jspecify.annotations.Nullable;

/** What the id of a timer names. */
record StreamTimer(Scope scope, String name, long number, String rest) {
    static String id(Stream stream, String rest) {
        return String.join(
                "\n", stream.account(), stream.region(), stream.name(), Long.toString(stream.number()), rest);
    }

    static StreamTimer parse(String id) {
        String[] parts = id.split("\n", 5);
        return new StreamTimer(new Scope(parts[0], parts[1]), parts[2], Long.parseLong(parts[3]), parts[4]);
    }

    /** The stream; null where it is gone, though another may have its name. */
    @Nullable
    StreamOwner owner(Streams streams) {
        StreamOwner owner = streams.find(scope, name);
        return owner != null && owner.stream().number() == number ? owner : null;
    }
}

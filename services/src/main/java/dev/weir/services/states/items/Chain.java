package dev.weir.services.states.items;

import dev.weir.services.states.data.StateFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items of one source after those of another, each opened when its turn comes. */
final class Chain implements ItemSource {
    /** Gives the sources. */
    interface Sources {
        /** Opens the next; null after the last. */
        @Nullable
        ItemSource open() throws StateFailure;
    }

    private final Sources sources;
    private @Nullable ItemSource present;

    Chain(Sources sources) {
        this.sources = sources;
    }

    @Override
    public @Nullable Item next() throws StateFailure {
        while (true) {
            ItemSource source = present;
            if (source == null) {
                source = sources.open();
                if (source == null) {
                    return null;
                }
                present = source;
            }
            Item item = source.next();
            if (item != null) {
                return item;
            }
            end();
        }
    }

    private void end() throws StateFailure {
        try {
            close();
        } catch (IOException e) {
            throw ItemSource.failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        ItemSource source = present;
        present = null;
        if (source != null) {
            source.close();
        }
    }
}

package dev.weir.services.states.background;

import dev.weir.services.states.language.Definition;
import dev.weir.services.states.language.DefinitionReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Definitions that were read of late, by their texts. */
final class Definitions {
    private static final int MOST = 200;

    private final Map<String, Definition> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
            return size() > MOST;
        }
    };

    /** @param text a definition that was checked when it was taken */
    synchronized Definition of(String text) {
        @Nullable Definition known = read.get(text);
        if (known != null) {
            return known;
        }
        Definition definition = DefinitionReader.read(text, false).definition();
        if (definition == null) {
            throw new IllegalStateException("a kept definition cannot be read");
        }
        read.put(text, definition);
        return definition;
    }
}

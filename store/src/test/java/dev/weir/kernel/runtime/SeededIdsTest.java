package dev.weir.kernel.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SeededIdsTest {
    @Property(tries = 200)
    void idsHaveTheirForm(@ForAll long seed, @ForAll @IntRange(max = 70) int length) {
        SeededIds ids = new SeededIds(seed);
        UUID uuid = UUID.fromString(ids.uuid());
        assertEquals(4, uuid.version());
        assertEquals(2, uuid.variant());
        assertTrue(ids.hex(length).matches("[0-9a-f]{" + length + "}"));
        assertTrue(ids.alphanumeric(length).matches("[0-9a-z]{" + length + "}"));
    }

    @Property(tries = 20)
    void theSeedDecides(@ForAll long seed) {
        SeededIds ids = new SeededIds(seed);
        String first = ids.uuid();
        assertEquals(first, new SeededIds(seed).uuid());
        assertNotEquals(first, new SeededIds(seed + 1).uuid());
        Set<String> many = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            many.add(ids.uuid());
        }
        assertEquals(1000, many.size());
    }
}

package dev.weir.services.s3.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AlgorithmProperties {
    /** What the checksum of a whole is must follow from those of its parts, whatever their lengths. */
    @Property(tries = 200)
    void combinesAsIfTheContentHadBeenOne(@ForAll byte[] first, @ForAll byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.combines()) {
                assertArrayEquals(
                        sum(algorithm, whole),
                        algorithm.combine(sum(algorithm, first), sum(algorithm, second), second.length),
                        algorithm.name());
            }
        }
    }

    /** The check values that the algorithms' definitions give for this text. */
    @Example
    void knowsTheCheckValues() {
        assertEquals("y/Q5Jg==", base64(Algorithm.CRC32));
        assertEquals("4waSgw==", base64(Algorithm.CRC32C));
        assertEquals("rosUhgp5mIg=", base64(Algorithm.CRC64NVME));
    }

    private static String base64(Algorithm algorithm) {
        return Base64.getEncoder().encodeToString(sum(algorithm, "123456789".getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] sum(Algorithm algorithm, byte[] content) {
        Algorithm.Running running = algorithm.start();
        running.update(content, 0, content.length);
        return running.value();
    }
}

package dev.weir.services.s3.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3     | 8 | 0+4",
                "bytes=2-      | 8 | 2+6",
                "bytes=-3      | 8 | 5+3",
                "bytes=-30     | 8 | 0+8",
                "bytes=4-400   | 8 | 4+4",
                "bytes=8-      | 8 | nothing",
                "bytes=-0      | 8 | nothing",
                "bytes=0-      | 0 | nothing",
                "bytes=3-2     | 8 | everything",
                "bytes=0-1,4-5 | 8 | everything",
                "bytes=-       | 8 | everything",
                "lines=0-1     | 8 | everything",
                "bytes=99999999999999999999- | 8 | nothing",
            })
    void readsARange(String header, long size, String expected) {
        String read =
                switch (ByteRange.of(header, size)) {
                    case ByteRange.Asked.Everything e -> "everything";
                    case ByteRange.Asked.Nothing n -> "nothing";
                    case ByteRange.Asked.Some some ->
                        some.range().first() + "+" + some.range().length();
                };
        assertEquals(expected, read);
    }
}

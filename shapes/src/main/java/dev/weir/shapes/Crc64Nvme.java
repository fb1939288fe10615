package dev.weir.shapes;

import java.util.zip.Checksum;

/** CRC-64/NVME: polynomial AD93D23594C93659, reflected, all bits inverted before and after. */
public final class Crc64Nvme implements Checksum {
    /** Its polynomial, lowest bit first. */
    public static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final long[][] TABLES = tables();

    private long crc = ~0L;

    /** Eight tables, so that eight bytes go in one step. */
    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ REFLECTED_POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int i = 0; i < 256; i++) {
            for (int table = 1; table < 8; table++) {
                long before = tables[table - 1][i];
                tables[table][i] = before >>> 8 ^ tables[0][(int) before & 255];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        crc = crc >>> 8 ^ TABLES[0][(int) (crc ^ b) & 255];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i + 8 <= end; i += 8) {
            long mixed = crc;
            long next = 0;
            for (int j = 0; j < 8; j++) {
                next ^= TABLES[7 - j][(int) (mixed >>> 8 * j ^ bytes[i + j]) & 255];
            }
            crc = next;
        }
        for (; i < end; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = ~0L;
    }
}

package dev.weir.services.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.api.s3.GetObjectRequest;
import dev.weir.services.s3.state.Contents;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Content in chunks: what is read is what was written, and nothing is left of what nobody can read. */
class ContentTest {
    private static final int SEVERAL_WRITES = 3 * 1024 * 1024 + 17;

    private static byte[] random(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    /** A body whose length is known and which ends, or breaks, before it. */
    private static Body torn(byte[] content, boolean breaks) {
        return new Body() {
            @Override
            public long length() {
                return content.length + 1L;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        int count = super.read(bytes, offset, length);
                        if (count < 0 && breaks) {
                            throw new AwsException("BadDigest", 400, "broken");
                        }
                        return count;
                    }
                };
            }
        };
    }

    @Test
    void rangesOfWhatTookSeveralChunksAreExact() throws IOException {
        try (S3World world = new S3World()) {
            world.bucket("bucket");
            byte[] content = random(SEVERAL_WRITES, 1);
            world.put("bucket", "key", content);
            assertArrayEquals(content, world.get("bucket", "key"));
            int chunk = 256 * 1024;
            for (int first : new int[] {0, 1, chunk - 1, chunk, 5 * chunk - 3, content.length - 1}) {
                for (int length : new int[] {1, 2, chunk, chunk + 1, 3 * chunk}) {
                    int end = Math.min(content.length, first + length);
                    Body body = world.body(GetObjectRequest.builder()
                            .bucket("bucket")
                            .key("key")
                            .range("bytes=" + first + "-" + (first + length - 1))
                            .build());
                    try (InputStream in = body.open()) {
                        assertArrayEquals(Arrays.copyOfRange(content, first, end), in.readAllBytes());
                    }
                    assertEquals(end - first, body.length());
                }
            }
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        try (S3World world = new S3World()) {
            world.bucket("bucket");
            byte[] content = random(SEVERAL_WRITES, 2);
            AwsException tooShort =
                    assertThrows(AwsException.class, () -> world.put("bucket", "key", torn(content, false)));
            assertEquals("IncompleteBody", tooShort.code());
            AwsException wrong =
                    assertThrows(AwsException.class, () -> world.put("bucket", "key", torn(content, true)));
            assertEquals("BadDigest", wrong.code());
            assertTrue(world.chunks() > 0, "it was long enough to have been written in part");
            world.contents.sweep();
            assertEquals(0, world.chunks());
            assertEquals(
                    "NoSuchKey",
                    assertThrows(AwsException.class, () -> world.get("bucket", "key"))
                            .code());
        }
    }

    @Test
    void whoReadsReadsOnWhenTheObjectIsReplaced() throws IOException {
        try (S3World world = new S3World()) {
            world.bucket("bucket");
            byte[] old = random(SEVERAL_WRITES, 3);
            byte[] young = random(SEVERAL_WRITES, 4);
            world.put("bucket", "key", old);
            Body body = world.body(
                    GetObjectRequest.builder().bucket("bucket").key("key").build());
            try (InputStream in = body.open()) {
                byte[] beginning = in.readNBytes(1000);
                world.put("bucket", "key", young);
                assertTrue(world.contents.sweep(), "what is being read must stay");
                byte[] rest = in.readAllBytes();
                assertArrayEquals(Arrays.copyOf(old, 1000), beginning);
                assertArrayEquals(Arrays.copyOfRange(old, 1000, old.length), rest);
            }
            world.contents.sweep();
            assertArrayEquals(young, world.get("bucket", "key"));
            world.delete("bucket", "key");
            world.contents.sweep();
            assertEquals(0, world.chunks());
        }
    }

    @Test
    void whatWasBeingWrittenAtAKillIsReclaimed() {
        try (S3World world = new S3World()) {
            world.bucket("bucket");
            byte[] content = random(SEVERAL_WRITES, 5);
            Contents.Written unused =
                    world.contents.write(Body.of(content), dev.weir.services.s3.domain.Algorithm.CRC32, 1L << 30);
            assertTrue(world.chunks() > 0);
            Contents afterwards = new Contents(world.running.kernel(), () -> {});
            afterwards.reclaim();
            afterwards.sweep();
            assertEquals(0, world.chunks());
            // And who held on to it is told to try again instead of making an object with holes.
            AwsException e = assertThrows(
                    AwsException.class,
                    () -> world.store.write(tx -> {
                        unused.keep(tx);
                        return null;
                    }));
            assertEquals(503, e.status());
        }
    }
}

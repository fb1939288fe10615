package dev.weir.wire.sigv4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weir.shapes.AwsException;
import dev.weir.wire.http.Headers;
import dev.weir.wire.http.MemoryExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignedBodyTest {
    private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

    private static byte[] sum(ChecksumAlgorithm algorithm, byte[] content) {
        ChecksumAlgorithm.Running sum = algorithm.start();
        sum.update(content, 0, content.length);
        return sum.value();
    }

    @Test
    void sumsTheUsualCheckValue() {
        assertEquals("cbf43926", HexFormat.of().formatHex(sum(ChecksumAlgorithm.CRC32, DIGITS)));
        assertEquals("e3069283", HexFormat.of().formatHex(sum(ChecksumAlgorithm.CRC32C, DIGITS)));
        assertEquals("ae8b14860a799888", HexFormat.of().formatHex(sum(ChecksumAlgorithm.CRC64NVME, DIGITS)));
    }

    private static byte[] framed(byte[] content, int chunk, String trailer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += chunk) {
            int size = Math.min(chunk, content.length - at);
            out.writeBytes((Integer.toHexString(size) + ";chunk-signature=00\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(content, at, size);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static MemoryExchange exchange(byte[] body, int length, String trailer) {
        return new MemoryExchange(
                "PUT",
                "/bucket/key",
                Headers.of(
                        "x-amz-content-sha256",
                        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                        "Content-Encoding",
                        "aws-chunked,gzip",
                        "x-amz-decoded-content-length",
                        Integer.toString(length),
                        "x-amz-trailer",
                        trailer,
                        "Content-Length",
                        Integer.toString(body.length)),
                body);
    }

    private static byte[] read(MemoryExchange exchange) throws IOException {
        return SignedBody.of(exchange).open().readAllBytes();
    }

    @Property(tries = 100)
    void takesContentOutOfItsFrames(
            @ForAll @Size(max = 300) byte[] content,
            @ForAll @IntRange(min = 1, max = 64) int chunk,
            @ForAll ChecksumAlgorithm algorithm)
            throws IOException {
        String trailer =
                algorithm.header() + ":" + Base64.getEncoder().encodeToString(sum(algorithm, content)) + "\r\n";
        MemoryExchange exchange = exchange(framed(content, chunk, trailer), content.length, algorithm.header());
        assertEquals(content.length, SignedBody.of(exchange).length());
        assertArrayEquals(content, read(exchange));
        assertEquals("gzip", SignedBody.headers(exchange).first("content-encoding"));
        assertEquals(
                Integer.toString(content.length), SignedBody.headers(exchange).first("content-length"));
    }

    private static String refused(MemoryExchange exchange) {
        AwsException refusal = assertThrows(AwsException.class, () -> read(exchange));
        return refusal.code() + ": " + refusal.getMessage();
    }

    @Test
    void comparesTrailers() {
        byte[] framed = framed(DIGITS, 4, "x-amz-checksum-crc32:AAAAAA==\r\n");
        assertEquals(
                "BadDigest: The CRC32 you specified did not match the calculated checksum.",
                refused(exchange(framed, 9, "x-amz-checksum-crc32")));
        assertEquals(
                "InvalidRequest: Value for x-amz-checksum-crc32 header is invalid.",
                refused(exchange(framed(DIGITS, 4, "x-amz-checksum-crc32:no\r\n"), 9, "x-amz-checksum-crc32")));
    }

    @Test
    void refusesBrokenFrames() {
        String incomplete = "IncompleteBody: The request body terminated unexpectedly";
        for (String body : new String[] {"", "zz\r\n", "9\r\n1234", "4\r\n1234567890", "-1\r\n", "fffffff\r\n1"}) {
            assertEquals(
                    incomplete, refused(exchange(body.getBytes(StandardCharsets.US_ASCII), 9, "x-amz-trailer")), body);
        }
        assertEquals(incomplete, refused(exchange(framed(DIGITS, 4, ""), 10, "")));
    }

    @Test
    void comparesHeaders() {
        Headers headers = Headers.of("Content-MD5", Base64.getEncoder().encodeToString(new byte[16]));
        assertEquals(
                "BadDigest: The Content-MD5 you specified did not match what we received.",
                refused(new MemoryExchange("PUT", "/b/k", headers, DIGITS)));
    }
}

package dev.weir.wire.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.wire.http.Headers;
import dev.weir.wire.http.MemoryExchange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** AWS's published examples: Amazon S3 API Reference, "Authenticating requests", and the IAM User Guide. */
class SignatureTest {
    private static final String S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final byte[] NOTHING = new byte[0];

    private static MemoryExchange s3(String method, String target, String signed, String signature, String... headers) {
        Headers all = Headers.of(headers)
                .add("Host", "examplebucket.s3.amazonaws.com")
                .add("X-Amz-Date", "20130524T000000Z")
                .add(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=" + signed + ",Signature=" + signature);
        return new MemoryExchange(method, target, all, NOTHING);
    }

    private static void verifies(MemoryExchange exchange, String secret) {
        Signature signature = Signature.of(exchange);
        assertNotNull(signature);
        assertEquals(signature.signature(), SignatureVerifier.sign(exchange, signature, secret, NOTHING));
        assertTrue(SignatureVerifier.matches(exchange, signature, secret, NOTHING));
        assertFalse(SignatureVerifier.matches(exchange, signature, secret + "x", NOTHING));
    }

    @Test
    void getsAnObject() {
        verifies(
                s3(
                        "GET",
                        "/test.txt",
                        "host;range;x-amz-content-sha256;x-amz-date",
                        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                        "Range",
                        "bytes=0-9",
                        "x-amz-content-sha256",
                        EMPTY),
                S3_SECRET);
    }

    @Test
    void putsAnObject() {
        verifies(
                s3(
                        "PUT",
                        "/test%24file.text",
                        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
                        "Date",
                        "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
                S3_SECRET);
    }

    @Test
    void listsObjects() {
        verifies(
                s3(
                        "GET",
                        "/?max-keys=2&prefix=J",
                        "host;x-amz-content-sha256;x-amz-date",
                        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
                        "x-amz-content-sha256",
                        EMPTY),
                S3_SECRET);
    }

    @Test
    void readsAPresignedUrl() {
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        verifies(
                new MemoryExchange(
                        "GET", "/test.txt?" + query, Headers.of("Host", "examplebucket.s3.amazonaws.com"), NOTHING),
                S3_SECRET);
    }

    @Test
    void listsUsers() {
        verifies(
                new MemoryExchange(
                        "GET",
                        "/?Action=ListUsers&Version=2010-05-08",
                        Headers.of(
                                "Host",
                                "iam.amazonaws.com",
                                "Content-Type",
                                "application/x-www-form-urlencoded; charset=utf-8",
                                "X-Amz-Date",
                                "20150830T123600Z",
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                                        + "SignedHeaders=content-type;host;x-amz-date, "
                                        + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"),
                        NOTHING),
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    }

    @Test
    void signsChunks() {
        MemoryExchange exchange = s3(
                "PUT",
                "/examplebucket/chunkObject.txt",
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                        + "x-amz-decoded-content-length;x-amz-storage-class",
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                "Content-Encoding",
                "aws-chunked",
                "Content-Length",
                "66824",
                "x-amz-decoded-content-length",
                "66560",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        Signature signature = Signature.of(exchange);
        assertNotNull(signature);
        String previous = signature.signature();
        int[] sizes = {65536, 1024, 0};
        String[] expected = {
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"
        };
        for (int i = 0; i < sizes.length; i++) {
            byte[] chunk = new byte[sizes[i]];
            Arrays.fill(chunk, (byte) 'a');
            previous = SignatureVerifier.signChunk(exchange, signature, S3_SECRET, previous, chunk);
            assertEquals(expected[i], previous);
        }
    }

    private static Signature header(String authorization) {
        Signature signature =
                Signature.of(new MemoryExchange("GET", "/", Headers.of("Authorization", authorization), NOTHING));
        assertNotNull(signature);
        return signature;
    }

    @Test
    void takesTheAccountFromTwelveDigits() {
        String rest = "/20250101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=00";
        assertEquals(
                "123456789012",
                header("AWS4-HMAC-SHA256 Credential=123456789012" + rest).account());
        assertEquals(
                "000000000000",
                header("AWS4-HMAC-SHA256 Credential=test" + rest).account());
        assertEquals(
                "eu-west-1", header("AWS4-HMAC-SHA256 Credential=test" + rest).region());
        assertEquals("sqs", header("AWS4-HMAC-SHA256 Credential=test" + rest).service());
    }

    @Test
    void passesOverWhatIsNoSignature() {
        for (String authorization : new String[] {"Bearer abc", "AWS4-HMAC-SHA256 nonsense", "AWS nocolon", ""}) {
            assertNull(
                    Signature.of(new MemoryExchange("GET", "/", Headers.of("Authorization", authorization), NOTHING)));
        }
        assertNull(Signature.of(new MemoryExchange("GET", "/", new Headers(), "x".getBytes(StandardCharsets.UTF_8))));
    }
}

package dev.weir.wire.sigv4;

import dev.weir.wire.http.Exchange;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.http.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes what a signature should be. Source: IAM User Guide, "Create a signed AWS API request". */
public final class SignatureVerifier {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String CHUNK_ALGORITHM = "AWS4-HMAC-SHA256-PAYLOAD";
    private static final String EMPTY_HASH = hash(new byte[0]);

    private SignatureVerifier() {}

    /**
     * Whether the signature is that of the request under the secret key.
     *
     * @param content the body, needed where no header carries its hash
     */
    public static boolean matches(Exchange exchange, Signature signature, String secretKey, byte[] content) {
        byte[] expected = sign(exchange, signature, secretKey, content).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.signature().getBytes(StandardCharsets.US_ASCII));
    }

    static String sign(Exchange exchange, Signature signature, String secretKey, byte[] content) {
        String toSign = String.join(
                "\n",
                ALGORITHM,
                amzDate(exchange, signature),
                scope(signature),
                hash(canonicalRequest(exchange, signature, content).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(hmac(key(signature, secretKey), toSign));
    }

    /**
     * The signature of a chunk of an {@code aws-chunked} body.
     *
     * @param previous the signature before it: the request's own for the first chunk
     */
    public static String signChunk(
            Exchange exchange, Signature signature, String secretKey, String previous, byte[] chunk) {
        String toSign = String.join(
                "\n",
                CHUNK_ALGORITHM,
                amzDate(exchange, signature),
                scope(signature),
                previous,
                EMPTY_HASH,
                hash(chunk));
        return HexFormat.of().formatHex(hmac(key(signature, secretKey), toSign));
    }

    private static String scope(Signature signature) {
        return signature.date() + "/" + signature.region() + "/" + signature.service() + "/aws4_request";
    }

    private static String amzDate(Exchange exchange, Signature signature) {
        if (signature.presigned()) {
            String date = exchange.query().first("X-Amz-Date");
            return date == null ? "" : date;
        }
        return exchange.headers().first("X-Amz-Date", "");
    }

    private static String canonicalRequest(Exchange exchange, Signature signature, byte[] content) {
        StringBuilder request = new StringBuilder();
        request.append(exchange.method()).append('\n');
        request.append(path(exchange, signature)).append('\n');
        request.append(query(exchange.query())).append('\n');
        for (String name : signature.signedHeaders().split(";")) {
            request.append(name).append(':').append(header(exchange, name)).append('\n');
        }
        request.append('\n').append(signature.signedHeaders()).append('\n');
        return request.append(payloadHash(exchange, signature, content)).toString();
    }

    /** S3's paths are encoded once, all others' a second time. */
    private static String path(Exchange exchange, Signature signature) {
        String path = exchange.path().isEmpty() ? "/" : exchange.path();
        return PercentEncoding.encode(signature.service().equals("s3") ? PercentEncoding.decode(path) : path, true);
    }

    private static String query(Parameters query) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> {
            if (!name.equals("X-Amz-Signature")) {
                pairs.add(PercentEncoding.encode(name, false) + "=" + PercentEncoding.encode(value, false));
            }
        });
        pairs.sort((a, b) -> a.replace('=', '\0').compareTo(b.replace('=', '\0')));
        return String.join("&", pairs);
    }

    private static String header(Exchange exchange, String name) {
        List<String> values = new ArrayList<>();
        for (String value : exchange.headers().all(name)) {
            values.add(value.strip().replaceAll(" +", " "));
        }
        return values.isEmpty() && name.equals("host") ? exchange.authority() : String.join(",", values);
    }

    private static String payloadHash(Exchange exchange, Signature signature, byte[] content) {
        String sent = exchange.headers().first("x-amz-content-sha256");
        if (sent != null) {
            return sent;
        }
        return signature.presigned() && signature.service().equals("s3") ? "UNSIGNED-PAYLOAD" : hash(content);
    }

    private static byte[] key(Signature signature, String secretKey) {
        byte[] date = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), signature.date());
        return hmac(hmac(hmac(date, signature.region()), signature.service()), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String hash(byte[] content) {
        ChecksumAlgorithm.Running sum = ChecksumAlgorithm.SHA256.start();
        sum.update(content, 0, content.length);
        return HexFormat.of().formatHex(sum.value());
    }
}

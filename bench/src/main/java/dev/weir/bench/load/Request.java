package dev.weir.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request whose head is encoded once, and whose body is put together from parts each time. Used by one thread. */
public final class Request {
    private static final String SIGNATURE = "5f3c7a".repeat(10) + "5f3c";
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(8 * 1024);

    private Request(String head) {
        this.head = head.getBytes(StandardCharsets.US_ASCII);
    }

    /** A call of an operation that a header names, such as {@code AmazonSQS.SendMessage}. */
    public static Request operation(String authority, String service, String target) {
        return new Request("POST / HTTP/1.1\r\nHost: " + authority
                + "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: " + target + signed(service)
                + "\r\nContent-Length: ");
    }

    /** A call of an operation that a form field names. */
    public static Request form(String authority, String service) {
        return new Request("POST / HTTP/1.1\r\nHost: " + authority
                + "\r\nContent-Type: application/x-www-form-urlencoded" + signed(service) + "\r\nContent-Length: ");
    }

    /** A call of an operation that a path names. */
    public static Request post(String authority, String service, String path) {
        return new Request("POST " + path + " HTTP/1.1\r\nHost: " + authority + "\r\nContent-Type: application/json"
                + signed(service) + "\r\nContent-Length: ");
    }

    /** The header that says whose call it is; its signature is none, and not looked at by what is measured. */
    public static String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + SIGNATURE;
    }

    private static String signed(String service) {
        return "\r\nX-Amz-Date: 20260101T000000Z\r\nAuthorization: " + authorization(service);
    }

    /** The whole request, in a buffer that the next call uses again. */
    public ByteBuffer with(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int needed = head.length + 16 + length;
        if (buffer.capacity() < needed) {
            buffer = ByteBuffer.allocateDirect(needed * 2);
        }
        buffer.clear().put(head);
        putNumber(length);
        buffer.put(END_OF_HEAD);
        for (byte[] part : parts) {
            buffer.put(part);
        }
        return buffer.flip();
    }

    private void putNumber(int number) {
        if (number >= 10) {
            putNumber(number / 10);
        }
        buffer.put((byte) ('0' + number % 10));
    }

    /** Writes {@code number} in decimal over {@code digits} bytes, with leading zeros. */
    public static void digits(byte[] into, int from, int digits, long number) {
        long rest = number;
        for (int at = from + digits - 1; at >= from; at--) {
            into[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}

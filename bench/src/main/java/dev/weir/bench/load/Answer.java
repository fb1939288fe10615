package dev.weir.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP answer as its bytes arrive; the same object serves all answers of a connection. */
public final class Answer {
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION = "connection:".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[16 * 1024];
    private int filled;
    private int status;
    private int bodyStart;
    private int bodyEnd;
    private boolean closing;

    /** Of the whole answer, such as 200. */
    public int status() {
        return status;
    }

    /** Bytes of the body. */
    public int length() {
        return bodyEnd - bodyStart;
    }

    /** Whether the server closes the connection after this answer. */
    boolean closing() {
        return closing;
    }

    boolean isEmpty() {
        return filled == 0;
    }

    /** The body, for messages. */
    public String text() {
        return new String(bytes, bodyStart, length(), StandardCharsets.UTF_8);
    }

    /** Where {@code what} begins in the body, or -1. */
    public int find(byte[] what) {
        return find(what, 0);
    }

    /** Where {@code what} begins in the body, at {@code from} or later, or -1. */
    public int find(byte[] what, int from) {
        for (int at = bodyStart + from; at <= bodyEnd - what.length; at++) {
            if (bytes[at] == what[0] && Arrays.equals(bytes, at, at + what.length, what, 0, what.length)) {
                return at - bodyStart;
            }
        }
        return -1;
    }

    /** A part of the body. */
    public byte[] part(int from, int to) {
        return Arrays.copyOfRange(bytes, bodyStart + from, bodyStart + to);
    }

    /** Requires status 200. */
    public void requireOk() {
        if (status != 200) {
            throw new WrongAnswerException("answered " + status + ": " + text());
        }
    }

    void clear() {
        filled = 0;
    }

    byte[] space() {
        if (filled == bytes.length) {
            if (filled >= LARGEST) {
                throw new WrongAnswerException("an answer of more than " + LARGEST + " bytes");
            }
            bytes = Arrays.copyOf(bytes, filled * 2);
        }
        return bytes;
    }

    int filled() {
        return filled;
    }

    /**
     * Notes that {@code count} more bytes have come.
     *
     * @return whether the answer is whole
     */
    boolean advance(int count) {
        filled += count;
        int head = endOfHead();
        return head >= 0 && parse(head);
    }

    private int endOfHead() {
        for (int at = 3; at < filled; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n' && bytes[at - 3] == '\r') {
                return at + 1;
            }
        }
        return -1;
    }

    private boolean parse(int head) {
        if (head < 16 || bytes[0] != 'H') {
            throw new WrongAnswerException("no HTTP answer: " + new String(bytes, 0, filled, StandardCharsets.UTF_8));
        }
        status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
        closing = false;
        boolean chunked = false;
        int length = 0;
        int line = nextLine(0, head);
        while (line < head - 2) {
            int next = nextLine(line, head);
            if (is(LENGTH, line, next)) {
                length = number(line + LENGTH.length, next);
            } else if (is(CODING, line, next)) {
                chunked = true;
            } else if (is(CONNECTION, line, next)) {
                closing = new String(bytes, line, next - line, StandardCharsets.ISO_8859_1).contains("close");
            }
            line = next;
        }
        bodyStart = head;
        if (chunked) {
            return dechunk();
        }
        bodyEnd = head + length;
        return filled >= bodyEnd;
    }

    /** Makes one piece of a body in chunks, once all have come. */
    private boolean dechunk() {
        int at = bodyStart;
        int size = 0;
        while (true) {
            int data = nextLine(at, filled);
            if (data < 0) {
                return false;
            }
            int chunk = hexadecimal(at);
            if (data + chunk + 2 > filled) {
                return false;
            }
            if (chunk == 0) {
                break;
            }
            size += chunk;
            at = data + chunk + 2;
        }
        int to = bodyStart;
        at = bodyStart;
        while (to < bodyStart + size) {
            int chunk = hexadecimal(at);
            int data = nextLine(at, filled);
            System.arraycopy(bytes, data, bytes, to, chunk);
            to += chunk;
            at = data + chunk + 2;
        }
        bodyEnd = to;
        return true;
    }

    private int nextLine(int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private boolean is(byte[] name, int from, int to) {
        if (to - from < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte each = bytes[from + i];
            if ((each >= 'A' && each <= 'Z' ? each + 32 : each) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) {
        int value = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] >= '0' && bytes[at] <= '9') {
                value = value * 10 + bytes[at] - '0';
            }
        }
        return value;
    }

    private int hexadecimal(int from) {
        int value = 0;
        for (int at = from; at < filled; at++) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                return value;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}

package dev.weir.services.states.state;

import dev.weir.api.states.HistoryEvent;
import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Shape;
import dev.weir.shapes.ShapeWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes events of a history for the store: members by name and type, each text once. What a state puts out is what the
 * next one takes in, so that texts come several times, mostly as the same object. {@link EventReader} reads it.
 */
final class EventWriter implements ShapeWriter {
    static final int END = 0;
    static final int STRING = 1;
    static final int NUMBER = 2;
    static final int TRUE = 3;
    static final int FALSE = 4;
    static final int TIME = 5;
    static final int STRUCTURE = 6;
    static final int LIST = 7;
    static final int MAP = 8;

    private byte[] bytes = new byte[1024];
    private int length;
    private final Map<String, Integer> texts = new HashMap<>();

    /** Nothing where there is no event. */
    static byte[] encode(List<HistoryEvent> events) {
        EventWriter writer = new EventWriter();
        for (HistoryEvent event : events) {
            event.write(writer);
            writer.tag(END);
        }
        return Arrays.copyOf(writer.bytes, writer.length);
    }

    private void tag(int tag) {
        room(1);
        bytes[length++] = (byte) tag;
    }

    private void member(Member member, int tag) {
        tag(tag);
        text(member.name());
    }

    /** A text by how many other texts ago it was written, or as it is. */
    private void text(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        if (known != null) {
            whole(texts.size() - known);
            return;
        }
        whole(0);
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        whole(written.length);
        room(written.length);
        System.arraycopy(written, 0, bytes, length, written.length);
        length += written.length;
    }

    /** Seven bits to the byte, the lowest first; signs are folded into the lowest bit. */
    private void whole(long value) {
        room(10);
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    @Override
    public void structure(Member member, Shape value) {
        member(member, STRUCTURE);
        value.write(this);
        tag(END);
    }

    @Override
    public <T> void list(Member member, List<T> values, ElementWriter<T> element) {
        member(member, LIST);
        for (T value : values) {
            element.write(this, member.schema().element(), value);
        }
        tag(END);
    }

    @Override
    public <T> void map(Member member, Map<String, T> values, ElementWriter<T> value) {
        member(member, MAP);
        for (Map.Entry<String, T> each : values.entrySet()) {
            tag(STRING);
            text(each.getKey());
            value.write(this, member.schema().value(), each.getValue());
        }
        tag(END);
    }

    @Override
    public void string(Member member, String value) {
        member(member, STRING);
        text(value);
    }

    @Override
    public void integer(Member member, int value) {
        longInteger(member, value);
    }

    @Override
    public void longInteger(Member member, long value) {
        member(member, NUMBER);
        whole(value);
    }

    @Override
    public void bool(Member member, boolean value) {
        member(member, value ? TRUE : FALSE);
    }

    /** To the millisecond, as all of AWS's times are. */
    @Override
    public void timestamp(Member member, Instant value) {
        member(member, TIME);
        whole(value.toEpochMilli());
    }

    @Override
    public void floating(Member member, float value) {
        throw none(member);
    }

    @Override
    public void doubleFloating(Member member, double value) {
        throw none(member);
    }

    @Override
    public void blob(Member member, byte[] value) {
        throw none(member);
    }

    @Override
    public void stream(Member member, Body value) {
        throw none(member);
    }

    private static UnsupportedOperationException none(Member member) {
        return new UnsupportedOperationException("no event of a history has a " + member.name());
    }
}

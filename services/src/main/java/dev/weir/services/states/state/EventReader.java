package dev.weir.services.states.state;

import dev.weir.api.states.HistoryEvent;
import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what {@link EventWriter} wrote; members that the model no longer has are passed over. */
final class EventReader implements ShapeReader {
    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int at;
    /** The type of the value that is read next. */
    private int tag;

    private EventReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static List<HistoryEvent> decode(byte[] bytes) {
        EventReader reader = new EventReader(bytes);
        List<HistoryEvent> events = new ArrayList<>();
        while (reader.at < bytes.length) {
            events.add(HistoryEvent.read(reader));
        }
        return events;
    }

    private long whole() {
        long folded = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            folded |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (folded >>> 1) ^ -(folded & 1);
            }
        }
    }

    private String text() {
        int back = (int) whole();
        if (back > 0) {
            return texts.get(texts.size() - back);
        }
        int length = (int) whole();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        texts.add(text);
        return text;
    }

    /** Whether another value follows before the end of what is being read. */
    private boolean more() {
        tag = bytes[at++];
        return tag != EventWriter.END;
    }

    @Override
    public <B> void structure(Schema schema, B builder, MemberReader<B> members) {
        while (more()) {
            Member member = schema.member(text());
            if (member == null) {
                pass();
            } else {
                members.read(builder, member, this);
            }
        }
    }

    private void pass() {
        switch (tag) {
            case EventWriter.STRING -> text();
            case EventWriter.NUMBER, EventWriter.TIME -> whole();
            case EventWriter.STRUCTURE, EventWriter.LIST -> {
                while (more()) {
                    text();
                    pass();
                }
            }
            case EventWriter.MAP -> {
                while (more()) {
                    text();
                    if (more()) {
                        text();
                        pass();
                    }
                }
            }
            default -> {}
        }
    }

    @Override
    public <T> List<T> list(Member list, Function<ShapeReader, T> element) {
        List<T> values = new ArrayList<>();
        while (more()) {
            text();
            values.add(element.apply(this));
        }
        return values;
    }

    @Override
    public <T> Map<String, T> map(Member map, Function<ShapeReader, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        while (more()) {
            String key = text();
            if (more()) {
                text();
                values.put(key, value.apply(this));
            }
        }
        return values;
    }

    @Override
    public String string(Member member) {
        return text();
    }

    @Override
    public int integer(Member member) {
        return (int) whole();
    }

    @Override
    public long longInteger(Member member) {
        return whole();
    }

    @Override
    public boolean bool(Member member) {
        return tag == EventWriter.TRUE;
    }

    @Override
    public Instant timestamp(Member member) {
        return Instant.ofEpochMilli(whole());
    }

    @Override
    public float floating(Member member) {
        throw none(member);
    }

    @Override
    public double doubleFloating(Member member) {
        throw none(member);
    }

    @Override
    public byte[] blob(Member member) {
        throw none(member);
    }

    @Override
    public Body stream(Member member) {
        throw none(member);
    }

    private static UnsupportedOperationException none(Member member) {
        return new UnsupportedOperationException("no event of a history has a " + member.name());
    }
}

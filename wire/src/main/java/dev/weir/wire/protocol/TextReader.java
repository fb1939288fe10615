package dev.weir.wire.protocol;

import dev.weir.shapes.Body;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import java.time.Instant;

/** Reads scalars that are written as text: in forms, XML, paths, query strings and headers. */
public abstract class TextReader extends PartialReader {
    /** The text of the scalar that is read. */
    protected abstract String text();

    /** The format of instants where their member names none. */
    protected TimestampFormat timestamps() {
        return TimestampFormat.ISO_8601;
    }

    @Override
    public String string(Member member) {
        return text();
    }

    @Override
    public int integer(Member member) {
        return TextValues.integer(text());
    }

    @Override
    public long longInteger(Member member) {
        return TextValues.longInteger(text());
    }

    @Override
    public float floating(Member member) {
        return (float) TextValues.floating(text(), "Float");
    }

    @Override
    public double doubleFloating(Member member) {
        return TextValues.floating(text(), "Double");
    }

    @Override
    public boolean bool(Member member) {
        return TextValues.bool(text());
    }

    @Override
    public byte[] blob(Member member) {
        return TextValues.blob(text());
    }

    @Override
    public Instant timestamp(Member member) {
        return Timestamps.parse(text().strip(), Timestamps.format(member, timestamps()));
    }

    @Override
    public Body stream(Member member) {
        return Body.of(blob(member));
    }
}

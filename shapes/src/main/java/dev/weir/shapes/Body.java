package dev.weir.shapes;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A streamed body: an object's content. Opened at most once by whoever consumes it. */
public interface Body {
    /** Bytes, or -1 where that is not known before the end. */
    long length();

    InputStream open();

    static Body of(byte[] content) {
        return new Body() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
    }
}

package dev.weir.services.s3.state;

import dev.weir.kernel.store.Store;
import dev.weir.services.s3.domain.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads content chunk by chunk. */
final class ContentStream extends InputStream {
    private static final byte[] NONE = new byte[0];

    private final Store store;
    private final List<Contents.Place> places;
    private final Runnable closed;
    private int place;
    private long inPlace;
    private long left;
    private byte[] chunk = NONE;
    private int inChunk;
    private boolean open = true;

    ContentStream(Store store, List<Contents.Place> places, ByteRange range, Runnable closed) {
        this.store = store;
        this.places = places;
        this.closed = closed;
        this.left = range.length();
        this.inPlace = range.first();
        while (place < places.size() && inPlace >= places.get(place).size()) {
            inPlace -= places.get(place).size();
            place++;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        if (inChunk == chunk.length) {
            load();
        }
        int count = (int) Math.min(Math.min(length, left), chunk.length - inChunk);
        System.arraycopy(chunk, inChunk, bytes, offset, count);
        inChunk += count;
        inPlace += count;
        left -= count;
        return count;
    }

    private void load() throws IOException {
        while (place < places.size() && inPlace == places.get(place).size()) {
            place++;
            inPlace = 0;
        }
        if (place == places.size()) {
            throw new IOException("the content is shorter than it should be");
        }
        byte[] key = S3Keys.chunks(places.get(place).id())
                .number(inPlace / Contents.CHUNK)
                .toBytes();
        byte[] next = store.read(tx -> tx.get(key));
        if (next == null) {
            throw new IOException("the object was deleted while it was read");
        }
        chunk = next;
        inChunk = (int) (inPlace % Contents.CHUNK);
        if (inChunk >= next.length) {
            throw new IOException("the content is shorter than it should be");
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            closed.run();
        }
    }
}

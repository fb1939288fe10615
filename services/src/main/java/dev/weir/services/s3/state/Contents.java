package dev.weir.services.s3.state;

import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.Entry;
import dev.weir.kernel.store.KeyRange;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.s3.S3Errors;
import dev.weir.services.s3.domain.Algorithm;
import dev.weir.services.s3.domain.ByteRange;
import dev.weir.services.s3.domain.ObjectChecksum;
import dev.weir.shapes.Body;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Content, in chunks that never change. What is long is written chunk by chunk before the transaction that makes it
 * visible; until then a mark says that it belongs to nobody, so that a kill leaves nothing behind for good. What is
 * replaced or deleted is only marked as garbage: who is reading it reads on, and the sweeper deletes it afterwards.
 */
public final class Contents {
    static final int CHUNK = 256 * 1024;
    private static final int CHUNKS_PER_WRITE = 4;
    private static final int PAGE = 500;
    private static final byte[] NOTHING = new byte[0];

    private final Kernel kernel;
    private final Runnable garbage;
    private final ConcurrentMap<String, Integer> readers = new ConcurrentHashMap<>();

    /** @param garbage is told that there is some */
    public Contents(Kernel kernel, Runnable garbage) {
        this.kernel = kernel;
        this.garbage = garbage;
    }

    /** Content that is written but visible to nobody yet. Exactly one of the two methods is called. */
    public final class Written {
        private final String id;
        private final List<byte[]> unwritten;
        private final int chunksBefore;
        private final long size;
        private final String etag;
        private final ObjectChecksum checksum;

        Written(String id, List<byte[]> unwritten, int chunksBefore, long size, String etag, ObjectChecksum checksum) {
            this.id = id;
            this.unwritten = unwritten;
            this.chunksBefore = chunksBefore;
            this.size = size;
            this.etag = etag;
            this.checksum = checksum;
        }

        public String id() {
            return id;
        }

        public long size() {
            return size;
        }

        /** The MD5 digest in hexadecimal. */
        public String etag() {
            return etag;
        }

        public ObjectChecksum checksum() {
            return checksum;
        }

        /** Makes it stay, as part of the transaction that makes it visible. */
        public void keep(WriteTx tx) {
            if (chunksBefore > 0) {
                byte[] mark = S3Keys.pending().text(id).toBytes();
                if (tx.get(mark) == null) {
                    throw S3Errors.replaced();
                }
                tx.delete(mark);
            }
            put(tx, id, chunksBefore, unwritten);
        }

        /** Forgets it. */
        public void discard() {
            if (chunksBefore > 0) {
                abandon(id);
            }
        }
    }

    /**
     * Reads the content to its end and writes it.
     *
     * @param most bytes
     * @throws dev.weir.shapes.AwsException where it is too long, or what carries it finds it wrong
     */
    public Written write(Body body, Algorithm algorithm, long most) {
        long length = body.length();
        if (length > most) {
            throw S3Errors.tooLarge(length, most);
        }
        String id = kernel.ids().hex(32);
        MessageDigest md5 = Algorithm.digest("MD5");
        Algorithm.Running sum = algorithm.start();
        List<byte[]> unwritten = new ArrayList<>();
        int chunks = 0;
        long size = 0;
        boolean done = false;
        try (InputStream in = body.open()) {
            while (true) {
                int ask = (int) (length < 0 ? CHUNK : Math.min(CHUNK, Math.max(1, length - size)));
                byte[] chunk = in.readNBytes(ask);
                if (chunk.length == 0) {
                    break;
                }
                size += chunk.length;
                if (size > most) {
                    throw S3Errors.tooLarge(size, most);
                }
                md5.update(chunk);
                sum.update(chunk, 0, chunk.length);
                if (unwritten.size() == CHUNKS_PER_WRITE) {
                    spill(id, chunks, unwritten);
                    chunks += unwritten.size();
                    unwritten = new ArrayList<>();
                }
                unwritten.add(chunk);
            }
            if (length >= 0 && size != length) {
                throw S3Errors.incomplete();
            }
            done = true;
        } catch (IOException e) {
            throw S3Errors.incomplete();
        } finally {
            if (!done && chunks > 0) {
                abandon(id);
            }
        }
        String etag = HexFormat.of().formatHex(md5.digest());
        return new Written(id, unwritten, chunks, size, etag, ObjectChecksum.whole(algorithm, sum.value()));
    }

    private void spill(String id, int before, List<byte[]> chunks) {
        kernel.store().write(tx -> {
            if (before == 0) {
                tx.put(S3Keys.pending().text(id).toBytes(), NOTHING);
            }
            put(tx, id, before, chunks);
            return null;
        });
    }

    private static void put(WriteTx tx, String id, int before, List<byte[]> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            tx.put(S3Keys.chunks(id).number(before + i).toBytes(), chunks.get(i));
        }
    }

    private void abandon(String id) {
        kernel.store().write(tx -> {
            tx.delete(S3Keys.pending().text(id).toBytes());
            release(tx, id);
            return null;
        });
    }

    /** Where the pieces of some content lie, in order. */
    public record Place(String id, long size) {}

    /** A part of the content that the places are, one after the other. */
    public Body open(List<Place> places, ByteRange range) {
        return new Body() {
            @Override
            public long length() {
                return range.length();
            }

            @Override
            public InputStream open() {
                places.forEach(place -> readers.merge(place.id(), 1, Integer::sum));
                return new ContentStream(kernel.store(), places, range, () -> leave(places));
            }
        };
    }

    private void leave(List<Place> places) {
        places.forEach(place -> readers.computeIfPresent(place.id(), (id, count) -> count == 1 ? null : count - 1));
    }

    /** Content is no longer anybody's, as part of the transaction that makes it so. */
    public void release(WriteTx tx, String id) {
        tx.put(S3Keys.garbage().text(id).toBytes(), NOTHING);
        tx.afterCommit(garbage);
    }

    /** Turns what was being written when weir ended into garbage; nothing may be under way. */
    public void reclaim() {
        KeyRange range = S3Keys.pending().range();
        while (true) {
            List<Entry> marks = kernel.store().read(tx -> tx.range(range, PAGE, false));
            for (Entry mark : marks) {
                abandon(S3Keys.lastText(mark.key(), S3Keys.pending()));
            }
            if (marks.size() < PAGE) {
                break;
            }
        }
        if (!kernel.store()
                .read(tx -> tx.range(S3Keys.garbage().range(), 1, false))
                .isEmpty()) {
            garbage.run();
        }
    }

    /** Nobody reads any longer: the store has been replaced. */
    public void forgetReaders() {
        readers.clear();
    }

    /**
     * Deletes garbage that nobody reads.
     *
     * @return whether some is left
     */
    public boolean sweep() {
        boolean left = false;
        KeyRange rest = S3Keys.garbage().range();
        while (true) {
            KeyRange page = rest;
            List<Entry> entries = kernel.store().read(tx -> tx.range(page, PAGE, false));
            for (Entry entry : entries) {
                String id = S3Keys.lastText(entry.key(), S3Keys.garbage());
                if (readers.containsKey(id)) {
                    left = true;
                } else {
                    kernel.store().write(tx -> {
                        tx.deleteRange(S3Keys.chunks(id).range());
                        tx.delete(entry.key());
                        return null;
                    });
                }
            }
            if (entries.size() < PAGE) {
                return left;
            }
            rest = rest.after(entries.getLast().key());
        }
    }
}

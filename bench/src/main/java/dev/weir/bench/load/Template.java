package dev.weir.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request's body with places for numbers that differ from request to request: each run of {@code #} in its text is
 * one, and is written in decimal with leading zeros. Used by one thread.
 */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("#+");

    private final byte[] bytes;
    private final List<Place> places;

    private record Place(int from, int digits) {}

    public Template(String text) {
        this.bytes = text.replace('#', '0').getBytes(StandardCharsets.US_ASCII);
        this.places = PLACE.matcher(text)
                .results()
                .map(run -> new Place(run.start(), run.end() - run.start()))
                .toList();
    }

    /** How many numbers there are. */
    public int places() {
        return places.size();
    }

    /** Writes a number to its place, counted from 0; leading digits that do not fit are left out. */
    public void set(int place, long number) {
        Place where = places.get(place);
        Request.digits(bytes, where.from, where.digits, number);
    }

    /** The body as it now is; the array is the template's own. */
    public byte[] bytes() {
        return bytes;
    }

    /** A copy of what is written at a place, with {@code before} bytes that stand in front of it. */
    public byte[] part(int place, int before) {
        Place where = places.get(place);
        byte[] part = new byte[before + where.digits];
        System.arraycopy(bytes, where.from - before, part, 0, part.length);
        return part;
    }
}

package dev.weir.shapes;

import dev.weir.shapes.Member.Location;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Member.Traits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one service, out of a generated table with one text for each shape. A schema is made when it is first
 * asked for and its members when they are, so that a service costs nothing for the shapes that nobody uses.
 *
 * <p>A text has the fields type, name, least, greatest, pattern, root element and the values of an enumeration, with
 * tabs between them; then a line for each member: name, number of its shape, flags ({@code r} required, {@code f}
 * flattened, {@code a} XML attribute, {@code i} idempotency token, {@code s} sensitive), then fields whose first letter
 * says what they are.
 */
public final class Schemas {
    private final List<String> texts;
    private final AtomicReferenceArray<@Nullable Schema> known;

    /**
     * Few long texts and not one for each shape: the JVM verifies a class that loads hundreds of constants for tens of
     * milliseconds.
     *
     * @param chunks of the table, in order; each ends with the end of a shape's text, and form feeds are between texts
     */
    public Schemas(String... chunks) {
        List<String> parts = new ArrayList<>();
        for (String chunk : chunks) {
            split(chunk, '\f', parts);
        }
        this.texts = parts;
        this.known = new AtomicReferenceArray<>(texts.size());
    }

    private static void split(String text, char separator, List<String> into) {
        int start = 0;
        int end = text.indexOf(separator);
        while (end >= 0) {
            into.add(text.substring(start, end));
            start = end + 1;
            end = text.indexOf(separator, start);
        }
        into.add(text.substring(start));
    }

    /** Makes the request of an operation out of a protocol's bytes. */
    public interface Requests {
        /** @param operation its index */
        Shape read(int operation, ShapeReader reader);
    }

    /**
     * The operations of the service.
     *
     * @param table a line for each: name, method, URI, status, numbers of input and output, host prefix and errors, with
     *     tabs between
     */
    public List<Operation> operations(String table, Requests requests) {
        List<String> lines = new ArrayList<>();
        split(table, '\n', lines);
        List<Operation> operations = new ArrayList<>(lines.size());
        for (String line : lines) {
            List<String> fields = new ArrayList<>(16);
            split(line, '\t', fields);
            int index = operations.size();
            operations.add(new Operation(
                    fields.get(0),
                    fields.get(1),
                    fields.get(2),
                    Integer.parseInt(fields.get(3)),
                    get(Integer.parseInt(fields.get(4))),
                    get(Integer.parseInt(fields.get(5))),
                    new RequestReader(requests, index),
                    fields.get(6),
                    List.copyOf(fields.subList(7, fields.size())),
                    index));
        }
        return List.copyOf(operations);
    }

    private record RequestReader(Requests requests, int operation) implements Function<ShapeReader, Shape> {
        @Override
        public Shape apply(ShapeReader reader) {
            return requests.read(operation, reader);
        }
    }

    /** The schema of a shape by its number; always the same object. */
    public Schema get(int number) {
        Schema schema = known.get(number);
        if (schema != null) {
            return schema;
        }
        Schema made = parse(number);
        Schema first = known.compareAndExchange(number, null, made);
        return first == null ? made : first;
    }

    private Schema parse(int number) {
        String text = texts.get(number);
        int end = text.indexOf('\n');
        String[] fields = (end < 0 ? text : text.substring(0, end)).split("\t", -1);
        Constraints constraints = fields.length == 2
                ? Constraints.NONE
                : new Constraints(
                        number(fields[2]),
                        number(fields[3]),
                        fields[4].isEmpty() ? null : fields[4],
                        List.of(Arrays.copyOfRange(fields, Math.min(6, fields.length), fields.length)));
        String root = fields.length > 5 && !fields[5].isEmpty() ? fields[5] : null;
        return new Schema(type(fields[0].charAt(0)), fields[1], root, constraints, new Members(number));
    }

    private static @Nullable Long number(String field) {
        return field.isEmpty() ? null : Long.valueOf(field);
    }

    private static ShapeType type(char code) {
        return switch (code) {
            case 'S' -> ShapeType.STRUCTURE;
            case 'L' -> ShapeType.LIST;
            case 'M' -> ShapeType.MAP;
            case 's' -> ShapeType.STRING;
            case 'i' -> ShapeType.INTEGER;
            case 'l' -> ShapeType.LONG;
            case 'f' -> ShapeType.FLOAT;
            case 'd' -> ShapeType.DOUBLE;
            case 'b' -> ShapeType.BOOLEAN;
            case 'B' -> ShapeType.BLOB;
            case 't' -> ShapeType.TIMESTAMP;
            case 'Z' -> ShapeType.STREAM;
            case 'E' -> ShapeType.EVENT_STREAM;
            default -> throw new IllegalArgumentException("type " + code);
        };
    }

    /** Reads the members of one shape when they are first asked for. */
    private final class Members implements Supplier<List<Member>> {
        private final int number;

        Members(int number) {
            this.number = number;
        }

        @Override
        public List<Member> get() {
            String text = texts.get(number);
            List<Member> members = new ArrayList<>();
            int start = text.indexOf('\n') + 1;
            while (start > 0) {
                int end = text.indexOf('\n', start);
                members.add(member(end < 0 ? text.substring(start) : text.substring(start, end), members.size()));
                start = end + 1;
            }
            return members;
        }

        private Member member(String line, int index) {
            String[] fields = line.split("\t", -1);
            Supplier<Schema> target = new Target(Integer.parseInt(fields[1]));
            if (fields.length == 2) {
                return new Member(fields[0], index, target, false, Traits.NONE);
            }
            boolean required = fields[2].indexOf('r') >= 0;
            if (fields.length == 3 && fields[2].equals("r")) {
                return new Member(fields[0], index, target, true, Traits.NONE);
            }
            return new Member(fields[0], index, target, required, traits(fields));
        }

        private Traits traits(String[] fields) {
            Location location = Location.BODY;
            String locationName = null;
            String json = null;
            String xml = null;
            String query = null;
            String namespace = null;
            String prefix = null;
            TimestampFormat format = null;
            for (int i = 3; i < fields.length; i++) {
                String value = fields[i].substring(1);
                char code = fields[i].charAt(0);
                switch (code) {
                    case 'u', 'q', 'h', 'p', 'c', 'b' -> {
                        location = location(code);
                        locationName = value.isEmpty() ? null : value;
                    }
                    case 'j' -> json = value;
                    case 'x' -> xml = value;
                    case 'y' -> query = value;
                    case 'n' -> namespace = value;
                    case 'N' -> prefix = value;
                    case 't' -> format = TimestampFormat.values()[value.charAt(0) - '0'];
                    default -> throw new IllegalArgumentException(fields[i]);
                }
            }
            String flags = fields[2];
            return new Traits(
                    location,
                    locationName,
                    json,
                    xml,
                    query,
                    flags.indexOf('f') >= 0,
                    flags.indexOf('a') >= 0,
                    namespace,
                    prefix,
                    format,
                    flags.indexOf('i') >= 0,
                    flags.indexOf('s') >= 0);
        }

        private static Location location(char code) {
            return switch (code) {
                case 'u' -> Location.URI;
                case 'q' -> Location.QUERY;
                case 'h' -> Location.HEADER;
                case 'p' -> Location.HEADERS;
                case 'c' -> Location.STATUS;
                default -> Location.PAYLOAD;
            };
        }
    }

    /** Finds a member's shape when it is first asked for. */
    private final class Target implements Supplier<Schema> {
        private final int number;

        Target(int number) {
            this.number = number;
        }

        @Override
        public Schema get() {
            return Schemas.this.get(number);
        }
    }
}

package dev.weir.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a shape is: its type, members and constraints. Immutable but for the members of structures, lists and maps,
 * which come from a supplier on first use because shapes may be recursive.
 */
public final class Schema {
    private final ShapeType type;
    private final String name;
    private final @Nullable String root;
    private final Constraints constraints;
    private final Supplier<List<Member>> supplier;
    private volatile @Nullable List<Member> members;
    private volatile @Nullable Map<String, Member> byName;
    private volatile @Nullable Object[] derived = new Object[0];

    /**
     * @param members of a structure: its members by index; of a list: its element; of a map: its key and its value
     */
    public Schema(ShapeType type, String name, Constraints constraints, Supplier<List<Member>> members) {
        this(type, name, null, constraints, members);
    }

    /** @param root the element around a document of this shape, where its name differs from the shape's */
    public Schema(
            ShapeType type,
            String name,
            @Nullable String root,
            Constraints constraints,
            Supplier<List<Member>> members) {
        this.type = type;
        this.name = name;
        this.root = root;
        this.constraints = constraints;
        this.supplier = members;
    }

    public ShapeType type() {
        return type;
    }

    /** The shape's name in AWS's model, such as {@code SendMessageRequest}. */
    public String name() {
        return name;
    }

    /** The XML element around a document of this shape, such as {@code ListBucketResult}. */
    public String root() {
        return root == null ? name : root;
    }

    public Constraints constraints() {
        return constraints;
    }

    /** The values an enumeration allows; empty where any string is. */
    public List<String> allowed() {
        return constraints.allowed();
    }

    public List<Member> members() {
        List<Member> known = members;
        if (known == null) {
            known = List.copyOf(supplier.get());
            members = known;
        }
        return known;
    }

    /** A structure's member by its name in the model, or null. */
    public @Nullable Member member(String name) {
        Map<String, Member> known = byName;
        if (known == null) {
            known = new java.util.HashMap<>();
            for (Member member : members()) {
                known.put(member.name(), member);
            }
            byName = known;
        }
        return known.get(name);
    }

    /** The element of a list. */
    public Member element() {
        return members().get(0);
    }

    /** The key of a map. */
    public Member key() {
        return members().get(0);
    }

    /** The value of a map. */
    public Member value() {
        return members().get(1);
    }

    /** What {@code how} makes of this schema: worked out on first use, then kept with the schema. */
    @SuppressWarnings("unchecked") // a slot belongs to one derivation, which alone fills it
    public <T> T derived(Derivation<T> how) {
        @Nullable Object[] known = derived;
        if (how.slot() < known.length) {
            Object value = known[how.slot()];
            if (value != null) {
                return (T) value;
            }
        }
        return (T) keep(how.slot(), how.derive(this));
    }

    private synchronized Object keep(int slot, Object value) {
        @Nullable Object[] known = derived;
        if (slot < known.length && known[slot] instanceof Object earlier) {
            return earlier;
        }
        @Nullable Object[] grown = Arrays.copyOf(known, Math.max(known.length, slot + 1));
        grown[slot] = value;
        derived = grown;
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}

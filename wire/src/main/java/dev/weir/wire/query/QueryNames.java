package dev.weir.wire.query;

import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeType;
import org.jspecify.annotations.Nullable;

/** The names that a schema's members have in form parameters. */
record QueryNames(String[] names) {
    static final Derivation<QueryNames> OF = new Derivation<>(QueryNames::of);

    private static QueryNames of(Schema schema) {
        String[] names = new String[schema.members().size()];
        for (int i = 0; i < names.length; i++) {
            Member member = schema.members().get(i);
            names[i] = switch (schema.type()) {
                case LIST -> or(own(member), "member");
                case MAP -> or(own(member), i == 0 ? "key" : "value");
                default -> memberName(member);
            };
        }
        return new QueryNames(names);
    }

    private static String memberName(Member member) {
        String own = own(member);
        if (own == null && member.traits().flattened() && member.schema().type() == ShapeType.LIST) {
            own = own(member.schema().element());
        }
        return or(own, member.name());
    }

    private static @Nullable String own(Member member) {
        String name = member.traits().queryName();
        return name == null ? member.traits().xmlName() : name;
    }

    private static String or(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }

    String of(Member member) {
        return names[member.index()];
    }
}

package dev.weir.wire.xml;

import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Schema;
import dev.weir.shapes.ShapeType;
import org.jspecify.annotations.Nullable;

/**
 * The names that a schema's members have in XML: a structure's by index; a list's element; a map's key and value.
 *
 * @param attributes whether any member is an attribute
 */
record XmlNames(String[] names, boolean attributes) {
    static final Derivation<XmlNames> OF = new Derivation<>(XmlNames::of);

    private static XmlNames of(Schema schema) {
        String[] names = new String[schema.members().size()];
        boolean attributes = false;
        for (int i = 0; i < names.length; i++) {
            Member member = schema.members().get(i);
            attributes |= member.traits().xmlAttribute();
            names[i] = switch (schema.type()) {
                case LIST -> or(member.traits().xmlName(), "member");
                case MAP -> or(member.traits().xmlName(), i == 0 ? "key" : "value");
                default -> memberName(member);
            };
        }
        return new XmlNames(names, attributes);
    }

    private static String memberName(Member member) {
        String own = member.traits().xmlName();
        if (own == null && member.traits().flattened() && member.schema().type() == ShapeType.LIST) {
            own = member.schema().element().traits().xmlName();
        }
        return or(own, member.name());
    }

    private static String or(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }

    String of(Member member) {
        return names[member.index()];
    }
}

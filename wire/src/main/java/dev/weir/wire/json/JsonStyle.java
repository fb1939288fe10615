package dev.weir.wire.json;

import dev.weir.shapes.Derivation;
import dev.weir.shapes.Member;
import dev.weir.shapes.Member.TimestampFormat;
import dev.weir.shapes.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * What JSON bodies of a protocol look like.
 *
 * @param members a structure's members by their names in JSON
 * @param names the names of a structure's members in JSON, by index
 * @param timestamps the default format
 * @param wording of refusals
 */
public record JsonStyle(
        Derivation<Map<String, Member>> members,
        Derivation<SerializableString[]> names,
        TimestampFormat timestamps,
        Wording wording) {
    /** awsJson, and CBOR: members carry the names of the model. */
    public static final JsonStyle RPC = style(Member::name, Wording.RPC);

    /** restJson1: a member may have another name in JSON, and only members bound to the body are in it. */
    public static final JsonStyle REST = style(JsonStyle::restName, Wording.REST);

    private static JsonStyle style(Function<Member, String> name, Wording wording) {
        boolean bodyOnly = wording == Wording.REST;
        return new JsonStyle(
                new Derivation<>(schema -> byName(schema, name, bodyOnly)),
                new Derivation<>(schema -> names(schema.members(), name)),
                TimestampFormat.EPOCH_SECONDS,
                wording);
    }

    private static String restName(Member member) {
        String name = member.traits().jsonName();
        return name == null ? member.name() : name;
    }

    private static Map<String, Member> byName(Schema schema, Function<Member, String> name, boolean bodyOnly) {
        Map<String, Member> members = new HashMap<>();
        for (Member member : schema.members()) {
            if (!bodyOnly || member.traits().location() == Member.Location.BODY) {
                members.put(name.apply(member), member);
            }
        }
        return members;
    }

    private static SerializableString[] names(List<Member> members, Function<Member, String> name) {
        SerializableString[] names = new SerializableString[members.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = new SerializedString(name.apply(members.get(i)));
        }
        return names;
    }
}

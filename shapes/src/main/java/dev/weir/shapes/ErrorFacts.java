package dev.weir.shapes;

import java.util.ArrayList;
import java.util.List;

/** What an error says beside code and message, where no model has a shape for it: names and texts. */
public final class ErrorFacts implements Shape {
    private static final Schema TEXT = new Schema(ShapeType.STRING, "String", Constraints.NONE, List::of);

    private final List<String> texts = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Schema schema = new Schema(ShapeType.STRUCTURE, "Error", Constraints.NONE, () -> members);

    /** @param namesAndTexts each name before its text */
    public ErrorFacts(String... namesAndTexts) {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            members.add(new Member(namesAndTexts[i], i / 2, () -> TEXT, false, Member.Traits.NONE));
            texts.add(namesAndTexts[i + 1]);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void write(ShapeWriter writer) {
        for (int i = 0; i < texts.size(); i++) {
            writer.string(members.get(i), texts.get(i));
        }
    }
}

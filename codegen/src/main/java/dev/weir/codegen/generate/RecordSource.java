package dev.weir.codegen.generate;

import dev.weir.codegen.model.ServiceModel.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the record of one structure. */
final class RecordSource {
    private record Component(String name, String type, Member member) {}

    private final ServiceTypes types;
    private final String shape;
    private final String name;
    private final List<Component> components = new ArrayList<>();

    /** @param name of the class */
    RecordSource(ServiceTypes types, String shape, String name, Map<String, Member> members) {
        this.types = types;
        this.shape = shape;
        this.name = name;
        Set<String> taken = new HashSet<>();
        members.forEach((memberName, member) -> {
            String component = Names.component(memberName);
            while (!taken.add(component)) {
                component += "_";
            }
            components.add(new Component(component, types.javaType(member), member));
        });
    }

    String source() {
        return """
                package dev.weir.api.%s;
                %s
                /** AWS's {@code %s}. */
                public record %s(%s) implements Shape {
                    public static final Schema SCHEMA = %sApi.TYPES.get(%d);

                    public static %s read(ShapeReader _r) {
                        Builder _b = new Builder();
                        _r.structure(SCHEMA, _b, _b);
                        return _b.build();
                    }

                    @Override
                    public Schema schema() {
                        return SCHEMA;
                    }

                    @Override
                    public void write(ShapeWriter _w) {
                %s    }

                    public static Builder builder() {
                        return new Builder();
                    }

                    public Builder toBuilder() {
                        Builder _b = new Builder();
                %s        return _b;
                    }
                %s
                    public static final class Builder implements ShapeReader.MemberReader<Builder> {
                %s
                        @Override
                        public void read(Builder _b, Member _m, ShapeReader _r) {
                %s        }

                        public %s build() {
                            return new %s(%s);
                        }
                    }
                }
                """.formatted(
                types.id(),
                imports(),
                shape,
                name,
                each(c -> "@Nullable " + c.type + " " + c.name, ", ").replace("@Nullable byte[]", "byte @Nullable []"),
                Names.service(types.id()),
                types.number(shape),
                name,
                writes(),
                each(c -> "        _b." + c.name + " = " + c.name + ";\n", ""),
                text(),
                setters(),
                reads(),
                name,
                name,
                each(c -> c.name, ", "));
    }

    private String each(java.util.function.Function<Component, String> form, String separator) {
        return components.stream().map(form).collect(Collectors.joining(separator));
    }

    private String imports() {
        String all = each(c -> c.type, " ");
        StringBuilder out = new StringBuilder();
        if (all.contains("Body")) {
            out.append("\nimport dev.weir.shapes.Body;");
        }
        if (all.contains("EventStream<")) {
            out.append("\nimport dev.weir.shapes.EventStream;");
        }
        out.append("\nimport dev.weir.shapes.Member;")
                .append("\nimport dev.weir.shapes.Schema;")
                .append("\nimport dev.weir.shapes.Shape;")
                .append("\nimport dev.weir.shapes.ShapeReader;")
                .append("\nimport dev.weir.shapes.ShapeWriter;");
        if (all.contains("Instant")) {
            out.append("\nimport java.time.Instant;");
        }
        out.append("\nimport java.util.List;");
        if (all.contains("Map<")) {
            out.append("\nimport java.util.Map;");
        }
        if (!components.isEmpty()) {
            out.append("\nimport org.jspecify.annotations.Nullable;");
        }
        return out.append('\n').toString();
    }

    private String writes() {
        if (components.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("        List<Member> _m = SCHEMA.members();\n");
        for (int i = 0; i < components.size(); i++) {
            Component c = components.get(i);
            out.append("        if (")
                    .append(c.name)
                    .append(" != null) ")
                    .append(types.write(c.member, "_w", "_m.get(" + i + ")", c.name, 0))
                    .append(";\n");
        }
        return out.toString();
    }

    private String reads() {
        if (components.isEmpty()) {
            return "";
        }
        return "            switch (_m.index()) {\n"
                + IntStream.range(0, components.size())
                        .mapToObj(i -> "                case " + i + " -> " + components.get(i).name + " = "
                                + types.read(components.get(i).member, "_r", "_m", 0) + ";\n")
                        .collect(Collectors.joining())
                + "                default -> {}\n            }\n";
    }

    private String setters() {
        StringBuilder out = new StringBuilder();
        for (Component c : components) {
            String type = ("@Nullable " + c.type).replace("@Nullable byte[]", "byte @Nullable []");
            out.append("        private ")
                    .append(type)
                    .append(' ')
                    .append(c.name)
                    .append(";\n");
        }
        for (Component c : components) {
            String type = ("@Nullable " + c.type).replace("@Nullable byte[]", "byte @Nullable []");
            out.append("\n        public Builder ")
                    .append(c.name)
                    .append('(')
                    .append(type)
                    .append(" _v) { ")
                    .append(c.name)
                    .append(" = _v; return this; }\n");
        }
        return out.toString();
    }

    /** A text that keeps sensitive values out; records without such values keep their own. */
    private String text() {
        if (components.stream().noneMatch(c -> types.sensitive(c.member))) {
            return "";
        }
        return "\n    @Override\n    public String toString() {\n        return \"" + name + "[\""
                + components.stream()
                        .map(c -> " + \"" + c.name + "=\" + "
                                + (types.sensitive(c.member) ? "(" + c.name + " == null ? null : \"***\")" : c.name))
                        .collect(Collectors.joining(" + \", \""))
                + " + \"]\";\n    }\n";
    }
}

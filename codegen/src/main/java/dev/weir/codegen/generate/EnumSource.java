package dev.weir.codegen.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the constants of one enumeration. */
final class EnumSource {
    private EnumSource() {}

    static String source(ServiceTypes types, String shape, List<String> values) {
        StringBuilder constants = new StringBuilder();
        Set<String> taken = new HashSet<>();
        for (String value : values) {
            String constant = Names.constant(value);
            while (!taken.add(constant)) {
                constant += "_";
            }
            constants
                    .append("    public static final String ")
                    .append(constant)
                    .append(" = ")
                    .append(Names.literal(value))
                    .append(";\n");
        }
        String name = types.className(shape);
        return """
                package dev.weir.api.%s;

                /** Values of AWS's {@code %s}. */
                public final class %s {
                %s
                    private %s() {}
                }
                """.formatted(types.id(), shape, name, constants, name);
    }
}

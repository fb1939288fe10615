package dev.weir.functions.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function's environment on its way through the programs that build its confinement. They run as weir's user, so a
 * variable such as {@code LD_PRELOAD} must not act before the confinement stands: until then every variable has another
 * name, and a shell inside gives it its own.
 */
final class Carried {
    private static final String PREFIX = "_weir_";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Carried() {}

    /** The environment under names that mean nothing to anybody. */
    static Map<String, String> environment(Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", PATH);
        own.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                all.put(PREFIX + name, value);
            }
        });
        return all;
    }

    /**
     * The command inside, which gives the variables their names and goes on.
     *
     * @param last what the shell does then; {@code "$@"} is the command
     */
    static List<String> unpack(Program program, String last) {
        StringBuilder script = new StringBuilder();
        for (String name : program.environment().keySet()) {
            if (NAME.matcher(name).matches()) {
                script.append("export ")
                        .append(name)
                        .append("=\"$")
                        .append(PREFIX)
                        .append(name)
                        .append("\"\n");
            }
        }
        script.append("unset");
        for (String name : program.environment().keySet()) {
            if (NAME.matcher(name).matches()) {
                script.append(' ').append(PREFIX).append(name);
            }
        }
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script + "\n" + last, "init"));
        all.addAll(program.command());
        return all;
    }
}

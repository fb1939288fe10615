package dev.weir.mcp.tool;

import dev.weir.mcp.client.RefusedException;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool: one action, or several that its argument {@code action} chooses from. */
public final class Tool {
    private static final String ACTION = "action";
    private static final String BACKGROUND = "background";

    /** Does what the call asks. */
    public interface Handler {
        /** @throws RefusedException with what the client is told where it cannot be done */
        Answer call(Call call);
    }

    /** @param name empty where it is the only one */
    private record Action(String name, Effect effect, boolean sensitive, String says, Handler handler) {}

    private final String name;
    private final String title;
    private final String description;
    private final List<Action> actions = new ArrayList<>();
    private Fields input = Fields.none();
    private Fields output = Fields.none().open();
    private boolean openWorld;
    private boolean anything;
    private boolean takesLong;

    private Tool(String name, String title, String description) {
        this.name = name;
        this.title = title;
        this.description = description;
    }

    /** @param description what it is for, and when to choose it */
    public static Tool of(String name, String title, String description) {
        return new Tool(name, title, description);
    }

    public Tool input(Fields input) {
        this.input = input;
        return this;
    }

    public Tool output(Fields output) {
        this.output = output;
        return this;
    }

    /** Marks it as one that reaches beyond weir, such as functions, which may call anything. */
    public Tool openWorld() {
        openWorld = true;
        return this;
    }

    /** Lets the client have it run as a job that it can follow, by {@code background}. */
    public Tool takesLong() {
        takesLong = true;
        return this;
    }

    /** What the tool does, where that is one thing. */
    public Tool does(Effect effect, Handler handler) {
        return action("", effect, "", handler);
    }

    /** What the tool does, where that depends on how it is called: it decides itself what it lets pass. */
    public Tool doesAnything(Handler handler) {
        anything = true;
        return does(Effect.READS, handler);
    }

    /** What the tool does, where that shows what may hold secrets. */
    public Tool shows(Handler handler) {
        actions.add(new Action("", Effect.READS, true, "", handler));
        return this;
    }

    /** @param says what it does and needs, in a few words */
    public Tool action(String action, Effect effect, String says, Handler handler) {
        actions.add(new Action(action, effect, false, says, handler));
        return this;
    }

    /** An action that shows what may hold secrets. */
    public Tool sensitiveAction(String action, Effect effect, String says, Handler handler) {
        actions.add(new Action(action, effect, true, says, handler));
        return this;
    }

    public String name() {
        return name;
    }

    public boolean isLong() {
        return takesLong;
    }

    private List<Action> allowed(Guard guard) {
        return actions.stream()
                .filter(action -> guard.allows(action.effect(), action.sensitive()))
                .toList();
    }

    /** Whether there is anything in it that the client may do. */
    public boolean isOffered(Guard guard) {
        return !allowed(guard).isEmpty();
    }

    /** As the protocol has it, with the actions that the client may do. */
    public McpSchema.Tool described(Guard guard) {
        List<Action> offered = allowed(guard).isEmpty() ? actions : allowed(guard);
        StringBuilder says = new StringBuilder(description);
        Fields fields = input;
        if (!actions.getFirst().name().isEmpty()) {
            says.append("\nActions:");
            offered.forEach(action ->
                    says.append("\n- ").append(action.name()).append(": ").append(action.says()));
            fields = fields.after(
                    ACTION, Fields.oneOf("", offered.stream().map(Action::name).toList()));
        }
        if (takesLong) {
            fields = fields.may(BACKGROUND, Fields.flag("as a job; see `job`"));
        }
        boolean changes = anything && guard.settings().write();
        boolean reads = !changes && offered.stream().allMatch(action -> action.effect() == Effect.READS);
        boolean destroys = changes || offered.stream().anyMatch(action -> action.effect() == Effect.DESTROYS);
        boolean same = !changes
                && offered.stream()
                        .allMatch(action -> action.effect() == Effect.READS || action.effect() == Effect.SETS);
        return McpSchema.Tool.builder(name, fields.schema())
                .title(title)
                .description(says.toString())
                .outputSchema(output.schema())
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(reads)
                        .destructiveHint(destroys)
                        .idempotentHint(same)
                        .openWorldHint(openWorld)
                        .build())
                .build();
    }

    /** Whether the client wants it as a job. */
    public boolean inBackground(Call call) {
        return takesLong && call.flag(BACKGROUND);
    }

    /** Does what the call asks, where the client may. */
    public Answer call(Call call) {
        Action action = chosen(call);
        if (action.effect() != Effect.READS) {
            call.guard().requireWrite();
        }
        if (action.sensitive()) {
            call.guard().requireSensitive();
        }
        return action.handler().call(call);
    }

    private Action chosen(Call call) {
        if (actions.getFirst().name().isEmpty()) {
            return actions.getFirst();
        }
        String wanted = call.text(ACTION);
        @Nullable Action found = null;
        for (Action action : actions) {
            if (action.name().equals(wanted)) {
                found = action;
            }
        }
        if (found == null) {
            throw new RefusedException(
                    "",
                    name + " has no action `" + wanted + "`, but "
                            + actions.stream().map(Action::name).toList());
        }
        return found;
    }

    /** Whether clients would see no difference. */
    boolean isLike(@Nullable Tool other) {
        return other != null
                && description.equals(other.description)
                && input.schema().equals(other.input.schema());
    }
}

package dev.weir.services.pipes.background;

import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.services.pipes.state.PipeRecord;
import dev.weir.services.pipes.state.Pipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pipes that are stopped. */
public final class IdlePipes {
    private static final int PAGE = 500;
    private static final String PIPE = "pipe/";

    private IdlePipes() {}

    /** Those that would read from the queue or stream. */
    public static List<Explanation> readers(Kernel kernel, Arn source) {
        List<Explanation> idle = new ArrayList<>();
        String after = "";
        while (true) {
            String from = after;
            List<PipeRecord> page = kernel.store().read(tx -> Pipes.list(tx, source.scope(), "", from, PAGE));
            for (PipeRecord pipe : page) {
                if (pipe.source().equals(source.toString()) && !pipe.running()) {
                    idle.add(explanation(
                            kernel, pipe, pipe.target(), "the pipe " + pipe.name() + " that would take it is stopped"));
                }
            }
            if (page.size() < PAGE) {
                return idle;
            }
            after = page.getLast().name();
        }
    }

    /** Why the pipe at the ARN does nothing. */
    public static List<Explanation> of(Kernel kernel, Arn arn) {
        if (!arn.resource().startsWith(PIPE)) {
            return List.of();
        }
        String name = arn.resource().substring(PIPE.length());
        PipeRecord pipe = kernel.store().read(tx -> Pipes.get(tx, arn.scope(), name));
        if (pipe == null) {
            return List.of(new Explanation(
                    "dropped", arn.toString(), kernel.clock().now(), "there is no such pipe", Map.of()));
        }
        return pipe.running() ? List.of() : List.of(explanation(kernel, pipe, pipe.arn(), "the pipe is stopped"));
    }

    private static Explanation explanation(Kernel kernel, PipeRecord pipe, String place, String text) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("pipe", pipe.name());
        facts.put("source", pipe.source());
        facts.put("state", String.valueOf(pipe.pipe().currentState()));
        return new Explanation("disabled", place, kernel.clock().now(), text, facts);
    }
}

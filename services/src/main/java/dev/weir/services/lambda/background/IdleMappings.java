package dev.weir.services.lambda.background;

import dev.weir.fabric.why.Explanation;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.services.lambda.state.Mappings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Event source mappings that are switched off. */
public final class IdleMappings {
    private static final int PAGE = 500;
    private static final String MAPPING = "event-source-mapping:";

    private IdleMappings() {}

    /** Those that would read from the queue or stream. */
    public static List<Explanation> of(Kernel kernel, Arn source) {
        List<Explanation> idle = new ArrayList<>();
        String after = "";
        while (true) {
            String from = after;
            List<Mappings.MappingRecord> page =
                    kernel.store().read(tx -> Mappings.list(tx, source.scope(), from, PAGE));
            for (Mappings.MappingRecord mapping : page) {
                if (mapping.source().equals(source.toString()) && !mapping.enabled()) {
                    idle.add(explanation(mapping));
                }
            }
            if (page.size() < PAGE) {
                return idle;
            }
            after = page.getLast().id();
        }
    }

    /** Why the mapping at the ARN does nothing; empty for other things than mappings. */
    public static List<Explanation> standing(Kernel kernel, Arn arn) {
        if (!arn.resource().startsWith(MAPPING)) {
            return List.of();
        }
        String id = arn.resource().substring(MAPPING.length());
        Mappings.MappingRecord mapping = kernel.store().read(tx -> Mappings.get(tx, arn.scope(), id));
        return mapping == null || mapping.enabled() ? List.of() : List.of(explanation(mapping));
    }

    private static Explanation explanation(Mappings.MappingRecord mapping) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("mapping", mapping.id());
        facts.put("source", mapping.source());
        facts.put("state", String.valueOf(mapping.configuration().state()));
        return new Explanation(
                "disabled",
                mapping.function(),
                mapping.created(),
                "the event source mapping " + mapping.id() + " that would hand it over is disabled",
                facts);
    }
}

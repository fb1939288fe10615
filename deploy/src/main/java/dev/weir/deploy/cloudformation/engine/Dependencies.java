package dev.weir.deploy.cloudformation.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The order in which resources are made. */
public final class Dependencies {
    private Dependencies() {}

    /**
     * Each after all that it needs; among those that could come next, in the given order.
     *
     * @throws StackValidationException where they need each other
     */
    public static List<String> order(Map<String, Set<String>> dependencies) {
        Map<String, Set<String>> open = new LinkedHashMap<>();
        dependencies.forEach((name, needs) -> open.put(name, new LinkedHashSet<>(needs)));
        List<String> order = new ArrayList<>();
        while (!open.isEmpty()) {
            int before = order.size();
            for (Iterator<Map.Entry<String, Set<String>>> it = open.entrySet().iterator(); it.hasNext(); ) {
                Map.Entry<String, Set<String>> next = it.next();
                next.getValue().removeIf(need -> !open.containsKey(need));
                if (next.getValue().isEmpty()) {
                    order.add(next.getKey());
                    it.remove();
                }
            }
            if (order.size() == before) {
                throw new StackValidationException(
                        "Circular dependency between resources: [" + String.join(", ", cycle(open)) + "]");
            }
        }
        return order;
    }

    /** Drops what only waits for the cycle without being part of it. */
    private static Set<String> cycle(Map<String, Set<String>> open) {
        Set<String> names = new TreeSet<>(open.keySet());
        boolean shrunk = true;
        while (shrunk) {
            Set<String> needed = new TreeSet<>();
            names.forEach(name -> needed.addAll(open.getOrDefault(name, Set.of())));
            shrunk = names.retainAll(needed);
        }
        return names;
    }
}

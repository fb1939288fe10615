package dev.weir.wire.query;

import dev.weir.shapes.SerializationException;
import dev.weir.wire.http.Parameters;
import dev.weir.wire.protocol.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Form parameters as a tree: {@code Attribute.1.Name} is the child {@code Name} of the child {@code 1} of {@code Attribute}. */
final class FormNode {
    private static final Map<String, FormNode> NONE = Map.of();

    private @Nullable String value;
    private Map<String, FormNode> children = NONE;

    static FormNode of(Parameters parameters) {
        FormNode root = new FormNode();
        parameters.forEach(root::put);
        return root;
    }

    private void put(String name, String value) {
        FormNode node = this;
        int start = 0;
        int depth = 0;
        while (true) {
            int dot = name.indexOf('.', start);
            node = node.enter(dot < 0 ? name.substring(start) : name.substring(start, dot));
            if (dot < 0) {
                break;
            }
            start = dot + 1;
            if (++depth > Limits.DEFAULT.depth()) {
                throw new SerializationException("The parameter is nested too deeply");
            }
        }
        node.value = value;
    }

    private FormNode enter(String name) {
        if (children == NONE) {
            children = new LinkedHashMap<>(8);
        }
        FormNode child = children.get(name);
        if (child == null) {
            child = new FormNode();
            children.put(name, child);
        }
        return child;
    }

    @Nullable
    FormNode child(String name) {
        return children.get(name);
    }

    @Nullable
    String value() {
        return value;
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** The children named by numbers, in their order. */
    List<FormNode> numbered() {
        record Numbered(int number, FormNode node) {}
        List<Numbered> found = new ArrayList<>(children.size());
        children.forEach((name, node) -> {
            int number = number(name);
            if (number >= 0) {
                found.add(new Numbered(number, node));
            }
        });
        found.sort(Comparator.comparingInt(Numbered::number));
        List<FormNode> nodes = new ArrayList<>(found.size());
        for (Numbered each : found) {
            nodes.add(each.node());
        }
        return nodes;
    }

    private static int number(String name) {
        if (name.isEmpty() || name.length() > 9) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}

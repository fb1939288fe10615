package dev.weir.services.states.background;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The parameters of a task, read strictly. */
record Parameters(JsonNode input) {
    /** What is wrong with them. */
    static final class WrongException extends Exception {
        WrongException(String message) {
            super(message, null, false, false);
        }
    }

    /** @throws WrongException where one is given that is not among those known */
    void only(Set<String> known) throws WrongException {
        for (String given : input.propertyNames()) {
            if (!known.contains(given)) {
                throw new WrongException("The field \"" + given + "\" is not supported by Step Functions");
            }
        }
    }

    String required(String name) throws WrongException {
        String text = text(name);
        if (text == null) {
            throw new WrongException("The field \"" + name + "\" is required but was missing");
        }
        return text;
    }

    @Nullable
    String text(String name) throws WrongException {
        JsonNode value = input.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new WrongException("The field \"" + name + "\" must be a STRING");
        }
        return value.asString();
    }

    /** A map of names to a value or to a list of them. */
    Map<String, List<String>> lists(String name) throws WrongException {
        JsonNode value = input.get(name);
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (value == null || value.isNull()) {
            return lists;
        }
        if (!value.isObject()) {
            throw new WrongException("The field \"" + name + "\" must be a JSON object");
        }
        for (var each : value.properties()) {
            List<String> texts = new ArrayList<>();
            if (each.getValue().isArray()) {
                each.getValue().forEach(element -> texts.add(element.asString(element.toString())));
            } else {
                texts.add(each.getValue().asString(each.getValue().toString()));
            }
            lists.put(each.getKey(), texts);
        }
        return lists;
    }
}

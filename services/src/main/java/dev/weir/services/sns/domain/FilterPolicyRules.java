package dev.weir.services.sns.domain;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a filter policy may be, with AWS's texts for what it may not. Source: Amazon SNS Developer Guide, "Filter policy
 * constraints in Amazon SNS".
 */
public final class FilterPolicyRules {
    private static final int MAX_KEYS = 5;
    private static final int MAX_COMBINATIONS = 150;
    private static final Set<String> WITHIN_ANYTHING_BUT = Set.of("prefix", "suffix", "wildcard", "equals-ignore-case");

    private final boolean nesting;

    /** @param nesting whether keys may lie deeper: in policies on the body */
    public FilterPolicyRules(boolean nesting) {
        this.nesting = nesting;
    }

    /** A policy that AWS would refuse; the message is AWS's without what it puts before. */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            String message = super.getMessage();
            return message == null ? "" : message;
        }
    }

    /** @throws Refused where AWS would */
    public void check(JsonNode policy) {
        if (policy.size() > MAX_KEYS) {
            throw refused("Filter policy can not have more than 5 keys");
        }
        if (keys(policy, 1, 1) > MAX_COMBINATIONS) {
            throw refused("Filter policy is too complex");
        }
    }

    private long keys(JsonNode policy, int depth, long combinations) {
        long product = combinations;
        for (Map.Entry<String, JsonNode> entry : policy.properties()) {
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                if (!nesting) {
                    throw new Refused("Filter policy scope MessageAttributes does not support nested filter policy");
                }
                product = keys(value, depth + 1, product);
            } else if (!value.isArray()) {
                throw refused("\"" + entry.getKey() + "\" must be an object or an array");
            } else if (value.isEmpty()) {
                throw refused("Empty arrays are not allowed");
            } else if (entry.getKey().equals("$or")) {
                long sum = 0;
                for (JsonNode alternative : value) {
                    sum += keys(alternative, depth, product);
                }
                product = sum;
            } else {
                value.forEach(this::condition);
                product = product * value.size() * depth;
            }
        }
        return product;
    }

    private void condition(JsonNode condition) {
        if (condition.isArray()) {
            throw refused("Match value must be String, number, true, false, or null");
        }
        if (!condition.isObject()) {
            return;
        }
        if (condition.size() != 1) {
            throw refused("Only one key allowed in match expression");
        }
        Map.Entry<String, JsonNode> entry = condition.properties().iterator().next();
        JsonNode operand = entry.getValue();
        String operator = entry.getKey();
        switch (operator) {
            case "prefix", "suffix", "equals-ignore-case", "wildcard" -> text(operator, operand);
            case "exists" -> {
                if (!operand.isBoolean()) {
                    throw refused("exists match pattern must be either true or false.");
                }
            }
            case "anything-but" -> anythingBut(operand);
            case "numeric" -> numeric(operand);
            case "cidr" -> cidr(operand);
            default -> throw refused("Unrecognized match type " + operator);
        }
    }

    private static void text(String operator, JsonNode operand) {
        if (!operand.isString()) {
            throw refused(operator + " match pattern must be a string");
        }
    }

    private void anythingBut(JsonNode operand) {
        if (operand.isObject()) {
            for (Map.Entry<String, JsonNode> inner : operand.properties()) {
                if (!WITHIN_ANYTHING_BUT.contains(inner.getKey())) {
                    throw refused("Unsupported anything-but pattern: " + inner.getKey());
                }
                if (inner.getValue().isArray()) {
                    inner.getValue().forEach(one -> text(inner.getKey(), one));
                } else {
                    text(inner.getKey(), inner.getValue());
                }
            }
        } else if (operand.isArray()) {
            operand.forEach(this::condition);
        }
    }

    private static void cidr(JsonNode operand) {
        if (!operand.isString()) {
            throw refused("prefix match pattern must be a string");
        }
        String[] parts = operand.asString().split("/", -1);
        if (parts.length != 2) {
            throw refused("Malformed CIDR, one '/' required");
        }
        int bits;
        try {
            bits = Integer.parseInt(parts[1]);
        } catch (NumberFormatException e) {
            throw refused("Malformed CIDR, mask bits must be an integer");
        }
        try {
            if (bits < 0 || bits > Condition.Cidr.address(parts[0]).length * 8) {
                throw refused("Malformed CIDR, mask bits must be an integer");
            }
        } catch (IllegalArgumentException e) {
            throw refused("Nonstandard IP address: " + parts[0]);
        }
    }

    private static void numeric(JsonNode expression) {
        if (!expression.isArray() || expression.isEmpty()) {
            throw refused("Invalid member in numeric match: ]");
        }
        String operator = operator(expression, 0, "Invalid member in numeric match: ");
        if (!Set.of("<", "<=", "=", ">", ">=").contains(operator)) {
            throw refused("Unrecognized numeric range operator: " + operator);
        }
        number(expression, 1, operator);
        if (expression.size() == 2) {
            return;
        }
        if (!operator.startsWith(">")) {
            throw refused("Too many elements in numeric expression");
        }
        String second = operator(expression, 2, "Bad value in numeric range: ");
        if (!second.startsWith("<")) {
            throw refused("Bad numeric range operator: " + second);
        }
        number(expression, 3, second);
        if (expression.get(3).decimalValue().compareTo(expression.get(1).decimalValue()) <= 0) {
            throw refused("Bottom must be less than top");
        }
        if (expression.size() > 4) {
            throw refused("Too many terms in numeric range expression");
        }
    }

    private static String operator(JsonNode expression, int at, String complaint) {
        JsonNode operator = expression.get(at);
        if (!operator.isString()) {
            throw refused(complaint + operator);
        }
        return operator.asString();
    }

    private static void number(JsonNode expression, int at, String operator) {
        JsonNode number = expression.get(at);
        if (number == null || !number.isNumber()) {
            throw refused("Value of " + (operator.equals("=") ? "equals" : operator) + " must be numeric");
        }
    }

    private static Refused refused(String message) {
        return new Refused("FilterPolicy: " + message);
    }
}

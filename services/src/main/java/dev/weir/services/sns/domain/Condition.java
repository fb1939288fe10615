package dev.weir.services.sns.domain;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One condition of a filter policy. */
sealed interface Condition {
    boolean matches(JsonNode value);

    /** Whether it holds where there is no value. */
    default boolean matchesAbsent() {
        return false;
    }

    static Condition of(JsonNode condition) {
        if (!condition.isObject()) {
            return new Equal(condition);
        }
        Map.Entry<String, JsonNode> entry = condition.properties().iterator().next();
        JsonNode operand = entry.getValue();
        return switch (entry.getKey()) {
            case "prefix" -> new Prefix(operand.asString());
            case "suffix" -> new Suffix(operand.asString());
            case "equals-ignore-case" ->
                new EqualIgnoringCase(operand.asString().toLowerCase(Locale.ROOT));
            case "wildcard" -> new Wildcard(pattern(operand.asString()));
            case "exists" -> new Exists(operand.asBoolean());
            case "numeric" -> Numeric.of(operand);
            case "cidr" -> Cidr.of(operand.asString());
            case "anything-but" -> anythingBut(operand);
            default -> throw new IllegalArgumentException("unknown condition " + entry.getKey());
        };
    }

    private static Condition anythingBut(JsonNode operand) {
        if (operand.isObject()) {
            Map.Entry<String, JsonNode> inner = operand.properties().iterator().next();
            if (inner.getValue().isArray()) {
                List<Condition> each = new ArrayList<>();
                for (JsonNode one : inner.getValue()) {
                    each.add(of(tools.jackson.databind.json.JsonMapper.shared()
                            .createObjectNode()
                            .set(inner.getKey(), one)));
                }
                return new AnythingBut(each);
            }
            return new AnythingBut(List.of(of(operand)));
        }
        List<Condition> refused = new ArrayList<>();
        if (operand.isArray()) {
            operand.forEach(one -> refused.add(new Equal(one)));
        } else {
            refused.add(new Equal(operand));
        }
        return new AnythingBut(refused);
    }

    private static Pattern pattern(String wildcard) {
        StringBuilder regex = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < wildcard.length(); i++) {
            char c = wildcard.charAt(i);
            if (c == '*') {
                regex.append(Pattern.quote(literal.toString())).append(".*");
                literal.setLength(0);
            } else if (c == '\\' && i + 1 < wildcard.length()) {
                literal.append(wildcard.charAt(++i));
            } else {
                literal.append(c);
            }
        }
        return Pattern.compile(regex.append(Pattern.quote(literal.toString())).toString(), Pattern.DOTALL);
    }

    /** Equal in type and value; numbers by value. */
    record Equal(JsonNode wanted) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            if (wanted.isNumber() && value.isNumber()) {
                return wanted.decimalValue().compareTo(value.decimalValue()) == 0;
            }
            return wanted.equals(value);
        }
    }

    /** A text that begins so. */
    record Prefix(String prefix) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.asString().startsWith(prefix);
        }
    }

    /** A text that ends so. */
    record Suffix(String suffix) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.asString().endsWith(suffix);
        }
    }

    /** A text that is equal but for case. */
    record EqualIgnoringCase(String lower) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && value.asString().toLowerCase(Locale.ROOT).equals(lower);
        }
    }

    /** A text of this form, an asterisk standing for any characters. */
    record Wildcard(Pattern pattern) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            return value.isString() && pattern.matcher(value.asString()).matches();
        }
    }

    /** Any value, or none. */
    record Exists(boolean wanted) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            return wanted;
        }

        @Override
        public boolean matchesAbsent() {
            return !wanted;
        }
    }

    /** A value for which none of these holds. */
    record AnythingBut(List<Condition> refused) implements Condition {
        @Override
        public boolean matches(JsonNode value) {
            return refused.stream().noneMatch(condition -> condition.matches(value));
        }
    }

    /** A number that stands so to each operand. */
    record Numeric(List<String> operators, List<BigDecimal> operands) implements Condition {
        static Numeric of(JsonNode expression) {
            List<String> operators = new ArrayList<>();
            List<BigDecimal> operands = new ArrayList<>();
            for (int i = 0; i + 1 < expression.size(); i += 2) {
                operators.add(expression.get(i).asString());
                operands.add(expression.get(i + 1).decimalValue());
            }
            return new Numeric(operators, operands);
        }

        @Override
        public boolean matches(JsonNode value) {
            if (!value.isNumber()) {
                return false;
            }
            for (int i = 0; i < operators.size(); i++) {
                int order = value.decimalValue().compareTo(operands.get(i));
                boolean holds =
                        switch (operators.get(i)) {
                            case "=" -> order == 0;
                            case "<" -> order < 0;
                            case "<=" -> order <= 0;
                            case ">" -> order > 0;
                            case ">=" -> order >= 0;
                            default -> false;
                        };
                if (!holds) {
                    return false;
                }
            }
            return true;
        }
    }

    /** An address within the network. */
    @SuppressWarnings("ArrayRecordComponent")
    record Cidr(byte[] network, int bits) implements Condition {
        static Cidr of(String text) {
            int slash = text.indexOf('/');
            return new Cidr(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        @Override
        public boolean matches(JsonNode value) {
            if (!value.isString()) {
                return false;
            }
            byte[] address;
            try {
                address = address(value.asString());
            } catch (IllegalArgumentException e) {
                return false;
            }
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >>> (bit % 8);
                if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        /** Never asks a name server: only literal addresses are taken. */
        static byte[] address(String text) {
            return InetAddress.ofLiteral(text).getAddress();
        }
    }
}

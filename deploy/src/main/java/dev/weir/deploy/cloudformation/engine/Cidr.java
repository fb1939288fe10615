package dev.weir.deploy.cloudformation.engine;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code Fn::Cidr} for IPv4. Source: CloudFormation Template Reference, "Fn::Cidr". */
final class Cidr {
    private Cidr() {}

    static ArrayNode blocks(List<JsonNode> arguments) {
        try {
            String[] block = arguments.get(0).asString().split("/");
            String[] octets = block[0].split("\\.");
            long address = 0;
            for (String octet : octets) {
                address = address << 8 | Integer.parseInt(octet);
            }
            int count = Integer.parseInt(arguments.get(1).asString());
            int bits = arguments.size() > 2 ? Integer.parseInt(arguments.get(2).asString()) : 8;
            long room = 1L << (32 - Integer.parseInt(block[1]));
            if (count < 1 || count > 256 || octets.length != 4 || count * (1L << bits) > room) {
                throw new StackValidationException("Template error: Fn::Cidr cannot make " + count + " blocks of "
                        + bits + " host bits in " + arguments.get(0).asString());
            }
            ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < count; i++) {
                long start = address + ((long) i << bits);
                blocks.add((start >> 24 & 255) + "." + (start >> 16 & 255) + "." + (start >> 8 & 255) + "."
                        + (start & 255) + "/" + (32 - bits));
            }
            return blocks;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new StackValidationException(
                    "Template error: every Fn::Cidr object requires an IPv4 block, a count and host bits, found: "
                            + arguments);
        }
    }
}

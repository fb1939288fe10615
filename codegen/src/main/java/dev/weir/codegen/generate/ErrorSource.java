package dev.weir.codegen.generate;

import dev.weir.codegen.model.ServiceModel.Error;
import dev.weir.codegen.model.ServiceModel.Member;
import dev.weir.codegen.model.ServiceModel.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the exception of one error, and names the record of its further members. */
final class ErrorSource {
    private final ServiceTypes types;
    private final String shapeName;
    private final Shape shape;
    private final Error error;

    ErrorSource(ServiceTypes types, String shapeName, Shape shape, Error error) {
        this.types = types;
        this.shapeName = shapeName;
        this.shape = shape;
        this.error = error;
    }

    /** The members beyond the message. */
    Map<String, Member> details() {
        Map<String, Member> details = new LinkedHashMap<>(shape.members());
        details.keySet().removeIf(name -> name.equalsIgnoreCase("message"));
        return details;
    }

    String detailName() {
        return types.recordName(shapeName);
    }

    private String messageMember() {
        return shape.members().keySet().stream()
                .filter(name -> name.equalsIgnoreCase("message"))
                .findFirst()
                .orElse("message");
    }

    String source() {
        String name = types.className(shapeName);
        StringBuilder body = new StringBuilder();
        String made = "\"" + shapeName + "\", " + error.status() + ", message";
        body.append("    public ")
                .append(name)
                .append("(String message) {\n        super(")
                .append(made);
        Member type = shape.members().get("Type");
        if (types.id().equals("lambda") && type != null) {
            // Lambda's errors say whose fault they are in a member of their own.
            body.append(", ")
                    .append(detailName())
                    .append(".builder().type(\"")
                    .append(error.senderFault() ? "User" : "Service")
                    .append("\").build()");
        }
        body.append(");\n    }\n");
        if (!details().isEmpty()) {
            body.append("\n    public ")
                    .append(name)
                    .append("(String message, ")
                    .append(detailName())
                    .append(" detail) {\n        super(")
                    .append(made)
                    .append(", detail);\n    }\n");
        }
        if (error.queryCode() != null && !error.queryCode().equals(shapeName)) {
            body.append("\n    @Override\n    public String queryCode() {\n        return ")
                    .append(Names.literal(error.queryCode()))
                    .append(";\n    }\n");
        }
        if (!messageMember().equals("message")) {
            body.append("\n    @Override\n    public String messageMember() {\n        return \"")
                    .append(messageMember())
                    .append("\";\n    }\n");
        }
        if (error.senderFault() != error.status() < 500) {
            body.append("\n    @Override\n    public boolean senderFault() {\n        return ")
                    .append(error.senderFault())
                    .append(";\n    }\n");
        }
        return """
                package dev.weir.api.%s;

                import dev.weir.shapes.AwsException;

                /** AWS's error {@code %s}. */
                public class %s extends AwsException {
                %s}
                """.formatted(types.id(), shapeName, name, body);
    }
}

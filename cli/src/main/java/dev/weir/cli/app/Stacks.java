package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** CloudFormation at a running weir. */
final class Stacks {
    private static final String VERSION = "2010-05-15";

    private final Endpoint endpoint;

    Stacks(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A resource of a stack. */
    record Resource(String logicalId, String physicalId, String type) {}

    /** What was refused, in CloudFormation's words. */
    static final class RefusedException extends RuntimeException {
        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Starts the creation or the update of a stack; its ARN. */
    String apply(boolean create, String name, String template, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("StackName", name);
        form.put("TemplateBody", template);
        int index = 1;
        for (String capability : List.of("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")) {
            form.put("Capabilities.member." + index++, capability);
        }
        index = 1;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            form.put("Parameters.member." + index + ".ParameterKey", parameter.getKey());
            form.put("Parameters.member." + index++ + ".ParameterValue", parameter.getValue());
        }
        return text(call(create ? "CreateStack" : "UpdateStack", form), "StackId");
    }

    /** A stack's status; empty where there is none of that name. */
    String status(String name) {
        try {
            return text(call("DescribeStacks", Map.of("StackName", name)), "StackStatus");
        } catch (RefusedException none) {
            return "";
        }
    }

    void delete(String name) {
        call("DeleteStack", Map.of("StackName", name));
    }

    /** Outputs by name. */
    Map<String, String> outputs(String name) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Element output : members(call("DescribeStacks", Map.of("StackName", name)), "Outputs")) {
            outputs.put(text(output, "OutputKey"), text(output, "OutputValue"));
        }
        return outputs;
    }

    List<Resource> resources(String name) {
        List<Resource> resources = new ArrayList<>();
        Map<String, String> form = new LinkedHashMap<>(Map.of("StackName", name));
        while (true) {
            Element page = call("ListStackResources", form);
            for (Element resource : members(page, "StackResourceSummaries")) {
                resources.add(new Resource(
                        text(resource, "LogicalResourceId"),
                        text(resource, "PhysicalResourceId"),
                        text(resource, "ResourceType")));
            }
            String next = text(page, "NextToken");
            if (next.isEmpty()) {
                return resources;
            }
            form.put("NextToken", next);
        }
    }

    private Element call(String action, Map<String, String> parameters) {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + VERSION);
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Endpoint.Answer answer = endpoint.aws(
                "cloudformation",
                "POST",
                "/",
                "application/x-www-form-urlencoded",
                form.toString().getBytes(StandardCharsets.UTF_8));
        Element root = parse(answer);
        if (answer.status() != 200) {
            throw new RefusedException(text(root, "Message"));
        }
        return root;
    }

    private static Element parse(Endpoint.Answer answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body()))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new CommandException(
                    "CloudFormation answered with status " + answer.status() + " and no XML: " + answer.text());
        }
    }

    /** The text of the first element of that name; empty where there is none. */
    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static List<Element> members(Element element, String list) {
        List<Element> members = new ArrayList<>();
        NodeList lists = element.getElementsByTagName(list);
        if (lists.getLength() > 0) {
            for (Node child = lists.item(0).getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element member) {
                    members.add(member);
                }
            }
        }
        return members;
    }
}

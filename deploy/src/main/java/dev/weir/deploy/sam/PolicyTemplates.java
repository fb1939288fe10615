package dev.weir.deploy.sam;

import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.PythonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SAM's policy templates, written out. The table {@code policy-templates.json} lists them by name: of each statement
 * its actions (the service, a colon, the names; or one action as {@code action}), what they are allowed on and under
 * which condition of equal text. An ARN without {@code arn:} is one of the stack's region and account, its first word
 * the service; {@code ${tableName}} stands for the template's parameter TableName, and {@code ${name=Parameter}} for a
 * parameter of another name.
 *
 * <p>AWS: "SAM policy template list" in the SAM developer guide.
 */
final class PolicyTemplates {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z]+)(?:=([A-Za-z]+))?}");
    private static final Map<String, JsonNode> TEMPLATES = load();

    private PolicyTemplates() {}

    private static Map<String, JsonNode> load() {
        try (InputStream in = PolicyTemplates.class.getResourceAsStream("policy-templates.json")) {
            Map<String, JsonNode> templates = new LinkedHashMap<>();
            Json.entries(JsonMapper.shared().readTree(in))
                    .forEach(entry -> templates.put(entry.getKey(), entry.getValue()));
            return templates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a policy is a template: a map with the name of one as its only key. */
    static boolean isTemplate(JsonNode policy) {
        return policy instanceof ObjectNode map
                && map.size() == 1
                && TEMPLATES.containsKey(map.propertyNames().iterator().next());
    }

    /** Writes out the templates among a function's or state machine's policies, in place. */
    static void expand(String logicalId, String type, ObjectNode properties) {
        JsonNode policies = Json.get(properties, "Policies");
        boolean hasPolicies = type.equals("AWS::Serverless::Function") || type.equals("AWS::Serverless::StateMachine");
        if (!hasPolicies || !Json.truthy(policies)) {
            return;
        }
        ArrayNode expanded = Json.array();
        for (JsonNode policy : Json.asList(policies)) {
            expanded.add(expand(logicalId, policy));
        }
        properties.set("Policies", expanded);
    }

    private static JsonNode expand(String logicalId, JsonNode policy) {
        if (isTemplate(policy)) {
            Map.Entry<String, JsonNode> call = Json.entries(policy).getFirst();
            return statements(logicalId, call.getKey(), call.getValue());
        }
        if (Intrinsics.isIf(policy) && policy.get("Fn::If") instanceof ArrayNode branches && branches.size() == 3) {
            ArrayNode written = Json.array(branches.get(0));
            written.add(expand(logicalId, branches.get(1)));
            written.add(expand(logicalId, branches.get(2)));
            return Json.object("Fn::If", written);
        }
        return policy;
    }

    private static ObjectNode statements(String logicalId, String name, JsonNode given) {
        if (!given.isObject()) {
            throw Invalid.resource(
                    logicalId, "Must specify valid parameter values for policy template '%s'".formatted(name));
        }
        JsonNode template = TEMPLATES.get(name);
        TreeSet<String> missing = new TreeSet<>();
        List<JsonNode> statements = new ArrayList<>();
        for (JsonNode statement : Json.items(template)) {
            statements.add(statement(statement, given, missing));
        }
        if (!missing.isEmpty()) {
            throw Invalid.resource(
                    logicalId,
                    "Following required parameters of template '%s' don't have values: %s"
                            .formatted(name, PythonText.of(Json.array(missing))));
        }
        return Json.object("Statement", statements);
    }

    private static ObjectNode statement(JsonNode statement, JsonNode given, TreeSet<String> missing) {
        JsonNode on = statement.get("on");
        Object resource = on.isArray()
                ? Json.items(on).stream()
                        .map(arn -> arn(arn.stringValue(), given, missing))
                        .toList()
                : arn(on.stringValue(), given, missing);
        ObjectNode written = Json.object("Action", actions(statement), "Effect", "Allow", "Resource", resource);
        for (Map.Entry<String, JsonNode> condition : Json.entries(statement.get("if"))) {
            Json.child(Json.child(written, "Condition"), "StringEquals")
                    .set(condition.getKey(), arn(condition.getValue().stringValue(), given, missing));
        }
        return written;
    }

    /** The actions of a table's statement: one as text, several as a list. */
    static Object actions(JsonNode statement) {
        JsonNode single = statement.get("action");
        return single != null ? single : actions(statement.get("actions").stringValue());
    }

    /** Actions written as the service, a colon and the names. */
    static List<String> actions(String text) {
        String[] parts = text.split(": ", 2);
        return Arrays.stream(parts[1].split(" "))
                .map(name -> parts[0] + ":" + name)
                .toList();
    }

    private static JsonNode arn(String text, JsonNode given, TreeSet<String> missing) {
        if (text.equals("*")) {
            return Json.node("*");
        }
        ObjectNode variables = Json.object();
        String named = VARIABLE.matcher(text).replaceAll(match -> {
            String variable = match.group(1);
            @Nullable String renamed = match.group(2);
            String parameter =
                    renamed == null ? Character.toUpperCase(variable.charAt(0)) + variable.substring(1) : renamed;
            JsonNode value = given.get(parameter);
            if (value == null) {
                missing.add(parameter);
            } else {
                variables.set(variable, value);
            }
            return Matcher.quoteReplacement("${" + variable + "}");
        });
        String full = named;
        if (!named.startsWith("arn:") && !named.startsWith("${")) {
            String[] parts = named.split(":", 2);
            full = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s".formatted(parts[0], parts[1]);
        }
        return variables.isEmpty() ? Intrinsics.sub(full) : Intrinsics.sub(full, variables);
    }
}

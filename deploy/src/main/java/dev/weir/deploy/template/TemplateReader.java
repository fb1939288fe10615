package dev.weir.deploy.template;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a template, YAML or JSON, into a tree. CloudFormation's short tags become their long form ({@code !Ref a} is
 * {@code {"Ref": "a"}}), YAML's plain scalars follow YAML 1.1 as CloudFormation does (so {@code yes} is true), dates
 * stay text, and anchors and merge keys are resolved.
 *
 * <p>AWS: "Template formats", "Intrinsic function reference" in the CloudFormation user guide.
 */
public final class TemplateReader {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TemplateReader() {}

    /**
     * Reads a template.
     *
     * @param text the whole template
     * @param source what to call the template in an error, a file name as a rule
     * @throws TemplateException with line and column where the text is not a template
     */
    public static ObjectNode read(String text, String source) {
        JsonNode tree = readFragment(text, source);
        if (tree instanceof ObjectNode template) {
            return template;
        }
        throw new TemplateException(source, 1, 1, "a template must be a map of sections, such as Resources");
    }

    /**
     * Reads any document of the same syntax, such as what {@code AWS::Include} names.
     *
     * @throws TemplateException with line and column where the text is neither YAML nor JSON
     */
    public static JsonNode readFragment(String text, String source) {
        return looksLikeJson(text) ? readJson(text, source) : readYaml(text, source);
    }

    private static boolean looksLikeJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static JsonNode readJson(String text, String source) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw at == null
                    ? new TemplateException(source, firstLine(e.getOriginalMessage()))
                    : new TemplateException(
                            source, at.getLineNr(), at.getColumnNr(), firstLine(e.getOriginalMessage()));
        }
    }

    private static JsonNode readYaml(String text, String source) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setSchema(new FailsafeSchema())
                .setMaxAliasesForCollections(1000)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                throw new TemplateException(source, 1, 1, "the template is empty");
            }
            return new YamlTree(source).convert(root.get());
        } catch (MarkedYamlEngineException e) {
            Mark at = e.getProblemMark().orElse(null);
            throw at == null
                    ? new TemplateException(source, firstLine(e.getProblem()))
                    : new TemplateException(source, at.getLine() + 1, at.getColumn() + 1, firstLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new TemplateException(source, firstLine(String.valueOf(e.getMessage())));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not readable");
    }
}

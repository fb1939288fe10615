package dev.weir.library.source;

import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import dev.weir.library.page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The pages of CloudFormation's resource types and of the structures inside of them; of SAM's types, which come without texts. */
final class ResourcePages {
    private static final String FOLDER = Address.SITE + "AWSCloudFormation/latest/TemplateReference/";
    private static final String SAM = Address.SITE + "serverless-application-model/latest/developerguide/";
    private static final String NO_TEXT =
            "*The package this page is made from has no text for this type, only its properties.*";

    private final ServiceSpec spec;
    private final ServiceTable services;

    ResourcePages(ServiceSpec spec, ServiceTable services) {
        this.spec = spec;
        this.services = services;
    }

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        for (JsonNode resource : spec.all("resource")) {
            String type = resource.path("cloudFormationType").asString("");
            pages.add(resourcePage(type, resource));
            for (JsonNode part : spec.related("usesType", resource)) {
                pages.add(propertyPage(type, part));
            }
        }
        return pages;
    }

    /** The live page of a resource type. */
    static String page(String type) {
        String[] name = parts(type);
        if (name[1].equals("serverless")) {
            return SAM + "sam-resource-" + name[2] + ".html";
        }
        return FOLDER + "aws-resource-" + name[1] + "-" + name[2] + ".html";
    }

    private static String page(String type, String part) {
        String[] name = parts(type);
        if (name[1].equals("serverless")) {
            return Address.OWN + "sam/" + name[2] + "/" + part;
        }
        return FOLDER + "aws-properties-" + name[1] + "-" + name[2] + "-" + part.toLowerCase(Locale.ROOT) + ".html";
    }

    private static String[] parts(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split("::");
        return parts.length == 3
                ? parts
                : new String[] {"aws", "", type.toLowerCase(Locale.ROOT).replace("::", "-")};
    }

    private Service service(String type) {
        String namespace = type.substring(0, Math.max(0, type.lastIndexOf("::")));
        return services.ofNamespace(namespace)
                .orElse(new Service("", "", "", "", namespace, "", "", "", "", namespace));
    }

    private Page resourcePage(String type, JsonNode resource) {
        List<Section> sections = new ArrayList<>();
        JsonNode properties = resource.path("properties");
        sections.add(new Section(2, "Syntax", syntax(type, properties)));
        sections.add(new Section(2, "Properties", ""));
        properties(type, properties, sections);
        JsonNode attributes = resource.path("attributes");
        if (!attributes.isEmpty()) {
            StringBuilder list = new StringBuilder();
            attributes.propertyStream().forEach(each -> list.append("- `")
                    .append(each.getKey())
                    .append("`: ")
                    .append(each.getValue().path("documentation").asString(""))
                    .append('\n'));
            sections.add(new Section(2, "Return values of Fn::GetAtt", list.toString()));
        }
        String url = page(type);
        Service service = service(type);
        return new Page(
                url,
                url,
                type,
                type,
                Kind.RESOURCE_TYPE,
                service.id(),
                service.title() + " " + service.words(),
                ServiceSpec.ORIGIN,
                resource.path("documentation").asString(NO_TEXT),
                sections);
    }

    private Page propertyPage(String type, JsonNode part) {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(2, "Properties", ""));
        properties(type, part.path("properties"), sections);
        String name = part.path("name").asString("");
        String url = page(type, name);
        Service service = service(type);
        return new Page(
                url,
                url.startsWith(Address.OWN) ? page(type) : url,
                type + " " + name,
                name,
                Kind.PROPERTY_TYPE,
                service.id(),
                type + " " + service.title() + " " + service.words(),
                ServiceSpec.ORIGIN,
                part.path("documentation").asString(NO_TEXT) + "\n\nUsed in: [" + type + "](" + page(type) + ").",
                sections);
    }

    private String syntax(String type, JsonNode properties) {
        StringBuilder text = new StringBuilder("```yaml\nType: ").append(type).append("\nProperties:\n");
        for (Map.Entry<String, JsonNode> each : properties.properties()) {
            text.append("  ")
                    .append(each.getKey())
                    .append(": ")
                    .append(word(each.getValue().path("type")))
                    .append('\n');
        }
        return text.append("```").toString();
    }

    private void properties(String type, JsonNode properties, List<Section> sections) {
        for (Map.Entry<String, JsonNode> each : properties.properties()) {
            JsonNode property = each.getValue();
            StringBuilder text =
                    new StringBuilder(property.path("documentation").asString(""));
            text.append(text.isEmpty() ? "" : "\n\n").append("Type: ").append(words(type, property.path("type")));
            JsonNode allowed = property.path("type").path("allowedValues");
            if (!allowed.isEmpty()) {
                text.append(". Allowed values: ");
                String mark = "";
                for (JsonNode value : allowed) {
                    text.append(mark).append('`').append(value.asString("")).append('`');
                    mark = ", ";
                }
            }
            if (property.has("defaultValue")) {
                text.append(". Default: `")
                        .append(property.path("defaultValue").toString())
                        .append('`');
            }
            text.append(". Required: ").append(property.path("required").asBoolean(false) ? "yes" : "no");
            switch (property.path("causesReplacement").asString("")) {
                case "yes" -> text.append(". Update requires: replacement");
                case "maybe" -> text.append(". Update requires: some interruptions");
                default -> text.append(". Update requires: no replacement");
            }
            sections.add(new Section(3, each.getKey(), text.append('.').toString()));
        }
    }

    /** A type in one word, as in a template's outline. */
    private String word(JsonNode type) {
        return switch (type.path("type").asString("")) {
            case "ref" -> spec.entity(type.path("reference")).path("name").asString("Object");
            case "array" -> "[ " + word(type.path("element")) + " ]";
            case "map" -> "{ String: " + word(type.path("element")) + " }";
            case "tag" -> "Tag";
            case "union" -> word(type.path("types").path(0));
            case "" -> "Any";
            default -> capital(type.path("type").asString(""));
        };
    }

    /** A type with links to its parts. */
    private String words(String resource, JsonNode type) {
        return switch (type.path("type").asString("")) {
            case "ref" -> {
                String name = spec.entity(type.path("reference")).path("name").asString("Object");
                yield "[" + name + "](" + page(resource, name) + ")";
            }
            case "array" -> "list of " + words(resource, type.path("element"));
            case "map" -> "map of strings to " + words(resource, type.path("element"));
            case "tag" -> "Tag";
            case "union" -> {
                List<String> each = new ArrayList<>();
                for (JsonNode option : type.path("types")) {
                    each.add(words(resource, option));
                }
                yield String.join(" or ", each);
            }
            case "" -> "any";
            default -> capital(type.path("type").asString(""));
        };
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

package dev.weir.library.source;

import dev.weir.library.page.Address;
import dev.weir.library.page.Kind;
import dev.weir.library.page.Page;
import dev.weir.library.page.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The pages of CloudWatch's metrics: one for each namespace. */
final class MetricPages {
    private static final String LIVE =
            Address.SITE + "AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html";

    private final ServiceSpec spec;
    private final Map<String, String> texts = new HashMap<>();

    MetricPages(ServiceSpec spec) {
        this.spec = spec;
        for (JsonNode augmentation : spec.all("augmentations")) {
            JsonNode metrics = augmentation.path("metrics");
            for (JsonNode metric : metrics.path("metrics")) {
                texts.put(
                        metrics.path("namespace").asString("") + " "
                                + metric.path("name").asString(""),
                        metric.path("documentation").asString(""));
            }
        }
    }

    List<Page> pages() {
        Map<String, List<JsonNode>> namespaces = new TreeMap<>();
        for (JsonNode metric : spec.all("metric")) {
            namespaces
                    .computeIfAbsent(metric.path("namespace").asString(""), key -> new ArrayList<>())
                    .add(metric);
        }
        List<Page> pages = new ArrayList<>();
        namespaces.forEach((namespace, metrics) -> pages.add(page(namespace, metrics)));
        return pages;
    }

    private Page page(String namespace, List<JsonNode> metrics) {
        List<Section> sections = new ArrayList<>();
        for (JsonNode metric : metrics) {
            String name = metric.path("name").asString("");
            StringBuilder text = new StringBuilder(texts.getOrDefault(namespace + " " + name, ""));
            text.append(text.isEmpty() ? "" : "\n\n")
                    .append("Statistic: ")
                    .append(metric.path("statistic").asString(""));
            List<String> dimensions = new ArrayList<>();
            for (JsonNode set : spec.related("usesDimensionSet", metric)) {
                List<String> names = new ArrayList<>();
                for (JsonNode dimension : set.path("dimensions")) {
                    String value = dimension.path("value").asString("");
                    names.add(dimension.path("name").asString("") + (value.isEmpty() ? "" : "=" + value));
                }
                dimensions.add(names.isEmpty() ? "none" : String.join(" + ", names));
            }
            if (!dimensions.isEmpty()) {
                text.append(". Dimensions: ").append(String.join(" or ", dimensions));
            }
            sections.add(new Section(3, name, text.append('.').toString()));
        }
        String service = namespace.replaceFirst("^AWS/", "");
        return new Page(
                Address.OWN + "metrics/" + namespace,
                LIVE,
                "Metrics of " + namespace,
                namespace,
                Kind.METRICS,
                service.toLowerCase(Locale.ROOT),
                service + " metric metrics alarm CloudWatch",
                ServiceSpec.ORIGIN,
                "The CloudWatch metrics in the namespace `" + namespace + "`.",
                sections);
    }
}

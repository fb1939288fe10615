package dev.weir.mcp.documentation;

import dev.weir.library.Availability;
import dev.weir.library.Availability.Listing;
import dev.weir.library.Library;
import dev.weir.library.source.Regions;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the tools say about regions. They say where something is listed; never that it is available. */
final class RegionAnswers {
    private static final int MOST_REGIONS = 10;
    private static final int PAGE = 50;

    private RegionAnswers() {}

    static ObjectNode all(Regions regions) {
        ObjectNode content = WeirClient.object();
        ArrayNode list = content.putArray("regions");
        for (Regions.Region region : regions.all()) {
            list.addObject()
                    .put("region_id", region.id())
                    .put("region_long_name", region.name())
                    .put("partition", region.partition());
        }
        return content.put("basis", "listed in " + Regions.ORIGIN);
    }

    static ObjectNode of(Library library, Call call) throws IOException {
        Availability availability = new Availability(library);
        List<String> asked = asked(call, library.regions(), availability);
        List<String> filters = texts(call.node("filters"));
        String type = call.text("resource_type");
        List<String> names = filters;
        int from = 0;
        if (filters.isEmpty()) {
            names = switch (type) {
                case "product" -> availability.products();
                case "cfn" -> availability.resourceTypes();
                default ->
                    throw new RefusedException(
                            "validation_error", "api needs `filters`, such as `Lambda+Invoke` or `Lambda`");
            };
            from = start(call.text("next_token", "0"), names.size());
        }
        int to = filters.isEmpty() ? Math.min(from + PAGE, names.size()) : names.size();
        ObjectNode content = WeirClient.object();
        ObjectNode answers = content.putObject(
                switch (type) {
                    case "product" -> "products";
                    case "api" -> "service_apis";
                    default -> "cfn_resources";
                });
        for (String name : names.subList(from, to)) {
            Listing listing =
                    switch (type) {
                        case "product" -> availability.product(name, asked);
                        case "api" -> availability.api(name, asked);
                        default -> availability.resourceType(name, asked);
                    };
            answers.set(name, listing(listing));
        }
        if (to < names.size()) {
            content.put("next_token", String.valueOf(to));
        }
        return content.put(
                "basis",
                "Listed in " + Regions.ORIGIN
                        + " means that the SDK has an endpoint there; not listed means that it has none, not that the service is"
                        + " missing there.");
    }

    private static ObjectNode listing(Listing listing) {
        ObjectNode answer = WeirClient.object();
        if (!listing.found()) {
            return answer.put("status", "Not Found").put("basis", listing.basis());
        }
        listing.listedIn().forEach(answer.putArray("listedIn")::add);
        listing.notListedIn().forEach(answer.putArray("notListedIn")::add);
        return answer.put("basis", listing.basis());
    }

    private static List<String> asked(Call call, Regions regions, Availability availability) {
        List<String> asked = texts(call.node("regions"));
        if (asked.size() > MOST_REGIONS) {
            throw new RefusedException("validation_error", "at most " + MOST_REGIONS + " regions at once");
        }
        Set<String> known = regions.all().stream().map(Regions.Region::id).collect(Collectors.toSet());
        for (String region : asked) {
            if (!known.contains(region)) {
                throw new RefusedException(
                        "validation_error",
                        "no region `" + region + "` in " + Regions.ORIGIN + "; see aws___list_regions");
            }
        }
        return asked.isEmpty() ? availability.usualRegions() : asked;
    }

    private static int start(String token, int size) {
        if (!token.matches("[0-9]{1,6}") || Integer.parseInt(token) > size) {
            throw new RefusedException("validation_error", "not a next_token of this list: " + token);
        }
        return Integer.parseInt(token);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}

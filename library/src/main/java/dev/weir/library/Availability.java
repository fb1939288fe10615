package dev.weir.library;

import dev.weir.library.source.Regions;
import dev.weir.library.source.Service;
import dev.weir.library.source.ServiceTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the endpoint tables say about regions. They know services: an operation or a resource type counts as its service does, and answers
 * say so. That something is not listed does not mean that it is not there.
 */
public final class Availability {
    private static final Pattern BRACKETS = Pattern.compile("\\(([^)]+)\\)");
    private static final String TABLES = Regions.ORIGIN;

    /**
     * What is said of one name.
     *
     * @param name as it was asked for
     * @param found whether the tables know it at all; if not, both lists are empty
     * @param listedIn the regions, of those asked for, that it is listed in
     * @param notListedIn the others
     * @param basis what the answer rests on, in words
     */
    public record Listing(String name, boolean found, List<String> listedIn, List<String> notListedIn, String basis) {
        public Listing {
            listedIn = List.copyOf(listedIn);
            notListedIn = List.copyOf(notListedIn);
        }
    }

    private final Library library;
    private final Regions regions;
    private final ServiceTable services = ServiceTable.read();

    /** Over a library's tables. */
    public Availability(Library library) throws IOException {
        this.library = library;
        this.regions = library.regions();
    }

    /** The names of all products: those of the documented services, and the endpoint prefixes of all others. */
    public List<String> products() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> named = new TreeSet<>();
        for (Service service : services.withApi()) {
            if (regions.of(service.endpoint()).isPresent()) {
                names.add(service.title());
                named.add(service.endpoint());
            }
        }
        regions.services().stream().filter(prefix -> !named.contains(prefix)).forEach(names::add);
        return new ArrayList<>(names);
    }

    /** Where a product is listed, by AWS's name for it, its SDK's, or its endpoint prefix. */
    public Listing product(String name, List<String> asked) {
        return endpoint(name)
                .map(prefix -> listing(name, prefix, asked, "endpoint `" + prefix + "` in " + TABLES))
                .orElseGet(() -> unknown(name, "no service of this name in " + TABLES));
    }

    /** Where the service of an operation is listed: {@code Lambda+Invoke}, or {@code Lambda}. */
    public Listing api(String name, List<String> asked) throws IOException {
        int plus = name.indexOf('+');
        String service = plus < 0 ? name : name.substring(0, plus);
        Optional<String> prefix = endpoint(service);
        if (prefix.isEmpty()) {
            return unknown(name, "no service `" + service + "` in " + TABLES);
        }
        if (plus < 0) {
            return listing(name, prefix.get(), asked, "endpoint `" + prefix.get() + "` in " + TABLES);
        }
        String operation = name.substring(plus + 1);
        Optional<Service> documented = services.named(service);
        if (documented.isPresent() && !library.hasOperation(documented.get().id(), operation)) {
            return unknown(
                    name,
                    "no operation `" + operation + "` in " + documented.get().artifact() + " "
                            + documented.get().version());
        }
        String doubt = documented.isPresent() ? "" : "; whether it has this operation is not known offline";
        return listing(
                name,
                prefix.get(),
                asked,
                "inferred from the service's endpoint `" + prefix.get() + "` in " + TABLES
                        + ": the tables do not list operations" + doubt);
    }

    /** Where the service of a CloudFormation resource type is listed. */
    public Listing resourceType(String name, List<String> asked) {
        Optional<String> owner = regions.serviceOfType(name);
        if (owner.isEmpty()) {
            return unknown(name, "no such resource type in " + ServiceTable.SPEC + " " + ServiceTable.SPEC_VERSION);
        }
        String namespace = name.substring(0, Math.max(0, name.lastIndexOf("::")));
        Optional<String> prefix = services.ofNamespace(namespace)
                .map(Service::endpoint)
                .filter(endpoint -> !endpoint.isEmpty())
                .or(() -> endpoint(owner.get()));
        return prefix.map(endpoint -> listing(
                        name,
                        endpoint,
                        asked,
                        "inferred from the service's endpoint `" + endpoint + "` in " + TABLES
                                + ": the tables do not list resource types"))
                .orElseGet(() -> unknown(
                        name,
                        "a resource type of CloudFormation whose service has no endpoint of that name in " + TABLES));
    }

    /** The names of all resource types. */
    public List<String> resourceTypes() {
        return List.copyOf(regions.resourceTypes());
    }

    /** The regions that are meant where none is asked for: those of the partition {@code aws}. */
    public List<String> usualRegions() {
        return regions.all().stream()
                .filter(region -> region.partition().equals("aws"))
                .map(Regions.Region::id)
                .toList();
    }

    private Optional<String> endpoint(String name) {
        Optional<String> documented = services.named(name)
                .map(Service::endpoint)
                .filter(prefix -> regions.of(prefix).isPresent());
        if (documented.isPresent()) {
            return documented;
        }
        Matcher brackets = BRACKETS.matcher(name);
        List<String> tried = new ArrayList<>(List.of(ServiceTable.plain(name)));
        if (brackets.find()) {
            tried.add(ServiceTable.plain(brackets.group(1)));
        }
        return regions.services().stream()
                .filter(prefix -> tried.contains(ServiceTable.plain(prefix.toLowerCase(Locale.ROOT))))
                .findFirst();
    }

    private Listing listing(String name, String prefix, List<String> asked, String basis) {
        Set<String> in = regions.of(prefix).orElse(Set.of());
        List<String> listed = asked.stream().filter(in::contains).toList();
        List<String> others =
                asked.stream().filter(region -> !in.contains(region)).toList();
        String global = regions.isGlobal(prefix) ? "; one endpoint for all regions of a partition" : "";
        return new Listing(name, true, listed, others, basis + global);
    }

    private static Listing unknown(String name, String why) {
        return new Listing(name, false, List.of(), List.of(), why);
    }
}

package dev.weir.library.build;

import dev.weir.library.index.PageWriter;
import dev.weir.library.page.Page;
import dev.weir.library.source.ApiPages;
import dev.weir.library.source.Regions;
import dev.weir.library.source.Service;
import dev.weir.library.source.ServiceSpec;
import dev.weir.library.source.ServiceTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fetched packages and writes the index, the region tables, the notices and the manifest into a folder. */
final class IndexBuild {
    private static final String ENDPOINTS = "software/amazon/awssdk/regions/internal/region/endpoints.json";

    private final ServiceTable services = ServiceTable.read();
    private final @Nullable Path models;
    private final Consumer<String> progress;
    private final Manifest.Builder manifest = new Manifest.Builder();
    private final Notices notices = new Notices();

    /**
     * Prepares a build.
     *
     * @param models weir's folder of models, for the limits of members; may be absent
     * @param progress takes one line for each step
     */
    IndexBuild(@Nullable Path models, Consumer<String> progress) {
        this.models = models;
        this.progress = progress;
    }

    /**
     * Builds.
     *
     * @param packages where what it is made of comes from
     * @param target an empty folder for what is made
     * @return what is in it and what is missing
     */
    Manifest run(Registries packages, Path target) throws IOException, InterruptedException {
        List<String> wanted = new ArrayList<>();
        services.withApi().forEach(service -> wanted.add(service.artifact() + "@" + service.version()));
        String spec = ServiceTable.SPEC + "@" + ServiceTable.SPEC_VERSION;
        wanted.add(spec);
        progress.accept("fetching " + wanted.size() + " packages from npm");
        Map<String, Path> archives = packages.npm(wanted);
        progress.accept("fetching " + ServiceTable.REGIONS + " from Maven");
        String regions = ServiceTable.REGIONS + ":" + ServiceTable.REGIONS_VERSION;
        Optional<Path> jar = packages.maven(regions);
        Map<String, String> types = Map.of();
        try (FSDirectory directory = FSDirectory.open(target.resolve("pages"));
                PageWriter writer = new PageWriter(directory)) {
            Set<String> central =
                    services.all().stream().map(Service::id).collect(Collectors.toCollection(HashSet::new));
            for (Service service : services.withApi()) {
                Path archive = archives.get(service.artifact() + "@" + service.version());
                if (archive == null) {
                    manifest.missing("npm:" + service.artifact(), service.version(), "API of " + service.title());
                    continue;
                }
                progress.accept("reading the API of " + service.title());
                Map<String, String> files = Packages.texts(archive, IndexBuild::isWanted);
                notices.add(
                        "npm:" + service.artifact() + " " + service.version(), files.getOrDefault("LICENSE", ""), "");
                for (Page page : ApiPages.of(service, files, models)) {
                    writer.add(page, true);
                }
                manifest.source("npm:" + service.artifact(), service.version(), "API of " + service.title());
            }
            Path archive = archives.get(spec);
            if (archive == null) {
                manifest.missing(
                        "npm:" + ServiceTable.SPEC,
                        ServiceTable.SPEC_VERSION,
                        "CloudFormation resource types, EventBridge events, CloudWatch metrics");
            } else {
                progress.accept("reading CloudFormation's resource types, events and metrics");
                ServiceSpec database = ServiceSpec.read(new ByteArrayInputStream(Packages.file(archive, "db.json.gz")));
                types = database.resourceTypes();
                for (Page page : database.pages(services)) {
                    writer.add(page, central.contains(page.service()));
                }
                notices.add(
                        "npm:" + spec,
                        Packages.texts(archive, "LICENSE"::equals).getOrDefault("LICENSE", ""),
                        "");
                manifest.source(
                        "npm:" + ServiceTable.SPEC,
                        ServiceTable.SPEC_VERSION,
                        "CloudFormation resource types, EventBridge events, CloudWatch metrics");
            }
            progress.accept("packing the index");
            writer.pack();
            manifest.pages(writer.pages(), writer.passages());
        }
        regions(jar, types, target);
        notices.write(target);
        Manifest made = manifest.build();
        made.write(target);
        return made;
    }

    private void regions(Optional<Path> jar, Map<String, String> types, Path target) throws IOException {
        if (jar.isEmpty()) {
            manifest.missing("maven:" + ServiceTable.REGIONS, ServiceTable.REGIONS_VERSION, "regions and endpoints");
            return;
        }
        try (ZipFile zip = new ZipFile(jar.get().toFile())) {
            JsonNode endpoints = JsonMapper.shared().readTree(text(zip, ENDPOINTS));
            Regions.write(endpoints, types, target.resolve(Manifest.REGIONS));
            notices.add(Regions.ORIGIN, text(zip, "META-INF/LICENSE.txt"), text(zip, "META-INF/NOTICE.txt"));
        }
        manifest.source("maven:" + ServiceTable.REGIONS, ServiceTable.REGIONS_VERSION, "regions and endpoints");
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isWanted(String path) {
        return path.equals("LICENSE")
                || path.equals("dist-types/index.d.ts")
                || path.matches("dist-types/(models|commands)/[^/]+\\.d\\.ts")
                || path.matches("dist-es/schemas/[^/]+\\.js");
    }
}

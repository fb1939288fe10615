package dev.weir.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.library.build.Manifest;
import dev.weir.library.source.Service;
import dev.weir.library.source.ServiceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Weir's models and the offline documentation come from different packages: what the one has, the other describes. */
class CompletenessTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    void describesEveryOperationAndParameterThatWeirKnows() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "weir");
        List<String> lacking = new ArrayList<>();
        try (Library library = new Library(cache, HOME, "test");
                Stream<Path> models = Files.list(HOME.resolve("models"))) {
            assumeTrue(
                    library.manifest().filter(Manifest::isWhole).isPresent(),
                    "the offline documentation is not built, because its packages could not be fetched");
            for (Path model : models.sorted().toList()) {
                lacking.addAll(lacking(library, JsonMapper.shared().readTree(model)));
            }
        }
        assertEquals(List.of(), lacking, "not described by the packages of these versions: renew them in services.tsv");
    }

    private static List<String> lacking(Library library, JsonNode model) throws IOException {
        String id = model.path("service").path("id").asString();
        Optional<Service> service = ServiceTable.read().all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        if (service.isEmpty()) {
            return List.of(id + ": not in services.tsv");
        }
        List<String> lacking = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operation : model.path("operations").properties()) {
            String url = service.get()
                    .page(operation.getKey(), operation.getValue().path("uri").asString(""));
            if (library.read(url, 0, Integer.MAX_VALUE) instanceof ReadAnswer.Text page) {
                JsonNode input = model.path("shapes")
                        .path(operation.getValue().path("input").asString(""));
                input.path("members").propertyStream().map(Map.Entry::getKey).forEach(member -> {
                    if (!page.text().contains("\n### " + member + "\n")) {
                        lacking.add(url + ": " + member);
                    }
                });
            } else {
                lacking.add(url);
            }
        }
        return lacking;
    }
}

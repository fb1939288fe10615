package dev.weir.cli.command;

import dev.weir.cli.app.Deployer;
import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.BuildException;
import dev.weir.deploy.sam.SamContext;
import dev.weir.deploy.sam.SamTransform;
import dev.weir.deploy.sam.SamTransformException;
import dev.weir.deploy.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Prints what the SAM transform makes of a template. */
@Command(
        name = "transform",
        description = "Prints what the SAM transform makes of a template, as JSON.",
        mixinStandardHelpOptions = true)
public final class Transform implements Callable<Integer> {
    @Parameters(paramLabel = "TEMPLATE", description = "a SAM template, or its directory")
    @SuppressWarnings("NullAway.Init")
    Path template;

    @Option(names = "--parameter", paramLabel = "K=V", description = "a parameter of the template; may be repeated")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--region", defaultValue = "us-east-1", description = "default: ${DEFAULT-VALUE}")
    String region = "us-east-1";

    @Option(names = "--account", defaultValue = "000000000000", description = "default: ${DEFAULT-VALUE}")
    String account = "000000000000";

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Application application = Deployer.read(template);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(name, StringNode.valueOf(value)));
        SamContext context =
                SamContext.of(region, account, values).withContent(location -> content(application, location));
        try {
            JsonNode transformed = SamTransform.transform(located(application), context);
            Terminal.of(spec.commandLine().getOut())
                    .line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(transformed));
            return 0;
        } catch (SamTransformException | TemplateException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    /** The template with local files named as if they lay in a bucket, which is where the transform wants them. */
    private static ObjectNode located(Application application) {
        Map<String, Map<String, JsonNode>> changes = new LinkedHashMap<>();
        try {
            for (Application.Code code : application.code()) {
                changes.put(code.logicalId(), Map.of(code.property(), inBucket(application, code.source())));
            }
            for (Application.LocalFile file : application.files()) {
                changes.put(file.logicalId(), Map.of(file.property(), inBucket(application, file.file())));
            }
        } catch (BuildException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return (ObjectNode) JsonMapper.shared().readTree(application.with(changes));
    }

    private static JsonNode inBucket(Application application, Path file) {
        return StringNode.valueOf("s3://local/" + application.directory().relativize(file));
    }

    private static Optional<String> content(Application application, String location) {
        try {
            Path file = application.directory().resolve(location);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

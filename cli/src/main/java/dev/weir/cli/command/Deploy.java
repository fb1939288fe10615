package dev.weir.cli.command;

import dev.weir.cli.app.Deployer;
import dev.weir.cli.app.Endpoint;
import dev.weir.cli.client.Terminal;
import dev.weir.deploy.build.Application;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds an application and deploys it to a running weir. */
@Command(
        name = "deploy",
        description = "Builds a template's code and deploys it as a stack.",
        mixinStandardHelpOptions = true)
public final class Deploy implements Callable<Integer> {
    @Parameters(paramLabel = "TEMPLATE", description = "a SAM or CloudFormation template, or its directory")
    @SuppressWarnings("NullAway.Init")
    Path template;

    @Option(names = "--stack", paramLabel = "NAME", description = "default: the name of the template's directory")
    @Nullable
    String stack;

    @Option(names = "--parameter", paramLabel = "K=V", description = "a parameter of the template; may be repeated")
    Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--region", defaultValue = "us-east-1", description = "default: ${DEFAULT-VALUE}")
    String region = "us-east-1";

    @Option(names = "--account", defaultValue = "000000000000", description = "default: ${DEFAULT-VALUE}")
    String account = "000000000000";

    @Mixin
    Target target = new Target();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        Application application = Deployer.read(template);
        Deployer deployer = new Deployer(new Endpoint(target.port, account, region), terminal);
        String name = stack != null
                ? stack
                : application.directory().getFileName().toString().replaceAll("[^A-Za-z0-9-]", "-");
        deployer.deploy(application, deployer.build(application), name, parameters);
        deployer.outputs(name);
        return 0;
    }
}

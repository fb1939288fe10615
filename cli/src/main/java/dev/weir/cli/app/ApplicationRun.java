package dev.weir.cli.app;

import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.Builder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The main job: an application is built, deployed, driven with traffic, and explained. */
public final class ApplicationRun {
    private final Path path;
    private final Endpoint endpoint;
    private final Terminal terminal;
    private final Control control;
    private final Application application;
    private final Plan plan;

    /** @param path the application's directory, or its template */
    public ApplicationRun(Path path, Endpoint endpoint, Terminal terminal) {
        this.path = path;
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.control = new Control(endpoint.port());
        this.application = Deployer.read(path);
        this.plan = Plan.read(application.directory());
    }

    /** Runs it through; what was built. */
    public List<Builder.Built> run() {
        Deployer deployer = new Deployer(endpoint, terminal);
        terminal.line(terminal.bold("Building " + path));
        List<Builder.Built> built = deployer.build(application);
        terminal.line(terminal.bold("Deploying stack " + plan.stack()));
        deployer.deploy(application, built, plan.stack(), plan.parameters());
        deployer.outputs(plan.stack());
        List<Stacks.Resource> resources = deployer.resources(plan.stack());
        if (!plan.requests().isEmpty()) {
            terminal.line(terminal.bold("Sending traffic to " + plan.api()));
            List<Traffic.Sent> sent = new Traffic(endpoint, terminal).send(plan, resources);
            terminal.line(terminal.bold("Letting it come to rest"));
            move("until nothing is under way", "untilQuiet", "");
            if (!plan.advance().isZero()) {
                move(
                        "another " + words(plan.advance()),
                        "advance",
                        plan.advance().toString());
                move("until nothing is under way", "untilQuiet", "");
            }
            new Story(endpoint, terminal, resources).tell(sent);
        }
        return built;
    }

    /** Puts edited code into the running functions until it is interrupted. */
    public void watch(List<Builder.Built> built) throws InterruptedException {
        Deployer deployer = new Deployer(endpoint, terminal);
        Map<String, String> functions = new LinkedHashMap<>();
        for (Stacks.Resource resource : deployer.resources(plan.stack())) {
            if (resource.type().equals("AWS::Lambda::Function")) {
                functions.put(resource.logicalId(), resource.physicalId());
            }
        }
        new Watcher(application, deployer, terminal, functions).watch(built);
    }

    private void move(String what, String how, String value) {
        long start = System.nanoTime();
        Instant before = now(control.get("/_weir/clock"));
        var request = JsonNodeFactory.instance.objectNode();
        if (value.isEmpty()) {
            request.put(how, true);
        } else {
            request.put(how, value);
        }
        JsonNode moved = control.post("/_weir/clock", request);
        Duration passed = Duration.between(before, now(moved));
        terminal.line("  " + what + ": " + words(passed) + " of weir's time, "
                + moved.path("fired").asLong() + " timers "
                + terminal.dim("in " + Deployer.since(start))
                + (moved.path("quiet").asBoolean(true) ? "" : " " + terminal.yellow("(work is still under way)")));
    }

    private static Instant now(JsonNode clock) {
        return Instant.parse(clock.path("now").asString());
    }

    private static String words(Duration duration) {
        String text = duration.withNanos(0).toString().substring(2).toLowerCase(Locale.ROOT);
        return text.replaceAll("([hm])(?=\\d)", "$1 ");
    }
}

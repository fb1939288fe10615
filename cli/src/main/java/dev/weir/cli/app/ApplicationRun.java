package dev.weir.cli.app;

import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import dev.weir.cli.execution.Executions;
import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.Builder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
        if (!plan.steps().isEmpty()) {
            terminal.line(terminal.bold("Sending traffic" + (plan.api().isEmpty() ? "" : " to " + plan.api())));
            Traffic traffic = new Traffic(endpoint, terminal, plan, resources);
            traffic.send();
            terminal.line(terminal.bold("Letting it come to rest"));
            ClockMoves clock = new ClockMoves(control, terminal);
            clock.untilQuiet();
            if (!plan.advance().isZero()) {
                clock.advance(plan.advance());
                clock.untilQuiet();
            }
            if (!traffic.sent().isEmpty()) {
                new Story(endpoint, terminal, resources).tell(traffic.sent());
            }
            executions(resources, traffic.drawn());
        }
        TablePrints tables = new TablePrints(endpoint, terminal, resources);
        plan.tables().forEach(tables::print);
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

    /** Counts the executions of the stack's workflows; draws those that were asked for, else one that tells most. */
    private void executions(List<Stacks.Resource> resources, List<String> asked) {
        Executions executions = new Executions(control, terminal, endpoint.account(), endpoint.region());
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        Executions.Execution telling = null;
        for (Stacks.Resource resource : resources) {
            if (resource.type().equals("AWS::StepFunctions::StateMachine")) {
                for (Executions.Execution each : executions.of(resource.physicalId())) {
                    counts.computeIfAbsent(resource.logicalId(), id -> new TreeMap<>())
                            .merge(executions.painted(each.status()), 1, Integer::sum);
                    if (telling == null
                            || (telling.status().equals("SUCCEEDED")
                                    && !each.status().equals("SUCCEEDED"))) {
                        telling = each;
                    }
                }
            }
        }
        if (telling == null) {
            return;
        }
        terminal.line("");
        terminal.line(terminal.bold("How the workflows ended"));
        counts.forEach((machine, ends) -> terminal.line("  " + machine + ": "
                + ends.entrySet().stream()
                        .map(end -> end.getValue() + " " + end.getKey())
                        .collect(Collectors.joining(", "))));
        for (String arn : asked.isEmpty() ? List.of(telling.arn()) : asked) {
            terminal.line("");
            executions.draw(arn);
        }
    }
}

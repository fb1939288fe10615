package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends an application its requests, over real HTTP. */
final class Traffic {
    private final Endpoint endpoint;
    private final Terminal terminal;

    Traffic(Endpoint endpoint, Terminal terminal) {
        this.endpoint = endpoint;
        this.terminal = terminal;
    }

    /** @param id by which the journal knows the request */
    record Sent(Plan.Request request, int status, String id) {}

    List<Sent> send(Plan plan, List<Stacks.Resource> resources) {
        String base = base(plan, resources);
        List<Sent> sent = new ArrayList<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        long start = System.nanoTime();
        for (Plan.Request request : plan.requests()) {
            Endpoint.Answer answer = endpoint.send(
                    request.method(),
                    base + request.path(),
                    request.headers(),
                    request.body().getBytes(StandardCharsets.UTF_8));
            String id = answer.header("apigw-requestid");
            sent.add(new Sent(request, answer.status(), id.isEmpty() ? answer.header("x-amzn-requestid") : id));
            statuses.merge(answer.status(), 1, Integer::sum);
        }
        StringBuilder line = new StringBuilder();
        statuses.forEach((status, count) -> line.append(line.isEmpty() ? "" : ", ")
                .append(count)
                .append(" × ")
                .append(status < 400 ? terminal.green(String.valueOf(status)) : terminal.red(String.valueOf(status))));
        terminal.line("  " + sent.size() + " requests: " + line + " " + terminal.dim("in " + Deployer.since(start)));
        return sent;
    }

    private static String base(Plan plan, List<Stacks.Resource> resources) {
        for (Stacks.Resource resource : resources) {
            if (resource.logicalId().equals(plan.api())) {
                boolean http = resource.type().toUpperCase(Locale.ROOT).startsWith("AWS::APIGATEWAYV2::");
                String stage = !plan.stage().isEmpty() ? plan.stage() : http ? "$default" : "Prod";
                return "/_aws/execute-api/" + resource.physicalId() + "/" + stage;
            }
        }
        throw new CommandException("weir.yaml sends traffic to " + plan.api() + ", and the stack has no such API");
    }
}

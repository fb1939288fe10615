package dev.weir.cli.app;

import dev.weir.cli.client.CommandException;
import dev.weir.cli.client.Control;
import dev.weir.cli.client.Terminal;
import dev.weir.deploy.build.Application;
import dev.weir.deploy.build.BuildException;
import dev.weir.deploy.build.Builder;
import dev.weir.deploy.build.Packaging;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Builds an application and deploys it as a stack, and says what it does as it does it. */
public final class Deployer {
    private final Endpoint endpoint;
    private final Terminal terminal;
    private final Stacks stacks;

    public Deployer(Endpoint endpoint, Terminal terminal) {
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.stacks = new Stacks(endpoint);
    }

    /** Builds all code of the application; what has not changed since the last time is left as it is. */
    public List<Builder.Built> build(Application application) {
        Builder builder = builder(application);
        List<Builder.Built> built = new ArrayList<>();
        try {
            for (Application.Code code : application.code()) {
                long start = System.nanoTime();
                Builder.Built one = builder.build(code);
                built.add(one);
                terminal.line("  " + terminal.green("✓") + " " + code.logicalId() + " "
                        + terminal.dim(one.tool() + ", " + one.archive().length / 1024 + " KB, " + since(start)));
            }
            return built;
        } catch (BuildException e) {
            if (!e.output().isBlank()) {
                terminal.line(e.output().strip().indent(4).stripTrailing());
            }
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    static Builder builder(Application application) {
        return new Builder(application.directory().resolve(".weir").resolve("build"));
    }

    /**
     * Creates or updates the stack and waits until that is done.
     *
     * @throws CommandException with the true reason where it failed
     */
    public void deploy(
            Application application, List<Builder.Built> built, String stack, Map<String, String> parameters) {
        long start = System.nanoTime();
        String bucket = "weir-artifacts-" + endpoint.account() + "-" + endpoint.region();
        requireGood(endpoint.aws("s3", "PUT", "/" + bucket, "application/xml", new byte[0]));
        Packaging packaging = new Packaging(
                (key, content) -> requireGood(
                        endpoint.aws("s3", "PUT", "/" + bucket + "/" + key, "application/octet-stream", content)),
                bucket);
        String id;
        long from = lastHop();
        try {
            String template = packaging.template(application, built);
            String status = stacks.status(stack);
            if (status.equals("ROLLBACK_COMPLETE") || status.equals("ROLLBACK_FAILED")) {
                long before = lastHop();
                stacks.delete(stack);
                follow(stack, before);
                status = "";
            }
            boolean create = status.isEmpty() || status.equals("DELETE_COMPLETE");
            id = stacks.apply(create, stack, template, parameters);
        } catch (BuildException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (Stacks.RefusedException e) {
            if (String.valueOf(e.getMessage()).contains("No updates are to be performed")) {
                terminal.line("  nothing has changed");
                return;
            }
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        Outcome outcome = follow(id, from);
        if (!outcome.status().equals("CREATE_COMPLETE") && !outcome.status().equals("UPDATE_COMPLETE")) {
            throw new CommandException("stack " + stack + " is " + outcome.status() + ": " + outcome.reason());
        }
        terminal.line("  " + terminal.green("✓") + " stack " + terminal.bold(stack) + " " + terminal.dim(since(start)));
    }

    private record Outcome(String status, String reason) {}

    /** Ends the reading of a journal that has no end. */
    private static final class Done extends RuntimeException {
        private final transient Outcome outcome;

        Done(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    /** @param stack its ARN or name */
    private Outcome follow(String stack, long from) {
        Set<String> failed = new HashSet<>();
        StringBuilder first = new StringBuilder();
        try {
            new Control(endpoint.port()).lines("/_weir/journal?follow&after=" + from, hop -> {
                String kind = hop.path("kind").asString("");
                String source = hop.path("source").asString("");
                boolean ours = source.equals(stack) || source.contains(":stack/" + stack + "/");
                if (!ours) {
                    return;
                }
                String reason = hop.path("reason").asString("");
                int colon = reason.indexOf(": ");
                String status = colon < 0 ? reason : reason.substring(0, colon);
                String why = colon < 0 ? "" : reason.substring(colon + 2);
                if (kind.equals("cloudformation.Resource")) {
                    resource(hop, status, why);
                    if (status.endsWith("_FAILED")
                            && failed.add(hop.path("subject").asString(""))
                            && first.isEmpty()) {
                        first.append(hop.path("subject").asString(""))
                                .append(": ")
                                .append(why);
                    }
                } else if (kind.equals("cloudformation.Stack") && terminalStatus(status)) {
                    throw new Done(new Outcome(status, first.isEmpty() ? why : first.toString()));
                }
            });
        } catch (Done done) {
            return done.outcome;
        }
        throw new CommandException("weir stopped while the stack was being deployed");
    }

    private static boolean terminalStatus(String status) {
        return !status.endsWith("_IN_PROGRESS");
    }

    private void resource(JsonNode hop, String status, String why) {
        boolean good = status.endsWith("_COMPLETE") || status.endsWith("_SKIPPED");
        String name = hop.path("subject").asString("");
        String did = status.toLowerCase(Locale.ROOT).replace('_', ' ');
        String physical = hop.path("target").asString("");
        terminal.line("  " + (good ? terminal.green("✓") : terminal.red("✗")) + " " + name + " "
                + terminal.dim(did + (good ? " " + physical : "")) + (why.isEmpty() || good ? "" : " " + why));
    }

    private long lastHop() {
        return new Control(endpoint.port()).get("/_weir/status").path("hops").asLong(0);
    }

    private static void requireGood(Endpoint.Answer answer) {
        if (answer.status() >= 300 && answer.status() != 409) {
            throw new CommandException("the code could not be uploaded: " + answer.text());
        }
    }

    static String since(long start) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
    }

    /** The stack's resources. */
    List<Stacks.Resource> resources(String stack) {
        return stacks.resources(stack);
    }

    /** Prints the stack's outputs. */
    public void outputs(String stack) {
        stacks.outputs(stack).forEach((name, value) -> terminal.line("  " + name + " " + terminal.bold(value)));
    }

    /** Puts new code into a function that stands. */
    void replaceCode(String function, byte[] archive) {
        String body = "{\"ZipFile\":\"" + Base64.getEncoder().encodeToString(archive) + "\"}";
        Endpoint.Answer answer = endpoint.aws(
                "lambda",
                "PUT",
                "/2015-03-31/functions/" + function + "/code",
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new CommandException(function + " could not take its new code: " + answer.text());
        }
    }

    /** Where a template or application lies. */
    public static Application read(Path path) {
        try {
            return Application.read(path);
        } catch (BuildException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }
}

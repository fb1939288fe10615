package dev.weir.mcp.jobs;

import dev.weir.kernel.runtime.Kernels;
import dev.weir.mcp.client.CalledOffException;
import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Effect;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The jobs of a server: the latest ones, and all that run. */
public final class Jobs implements Offer, AutoCloseable {
    private static final int MOST_RUNNING = 16;
    private static final int MOST_KEPT = 128;
    private static final int LONGEST_WAIT_SECONDS = 50;

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Consumer<String> changed;
    private int last;

    /** @param changed is told the URI of a job's resource when the job gets on */
    public Jobs(Consumer<String> changed) {
        this.changed = changed;
    }

    /**
     * Starts work.
     *
     * @param work gets what takes its lines of progress
     * @throws RefusedException where too much is running already
     */
    public Job start(String tool, Function<Consumer<String>, Answer> work) {
        Job job = add(tool);
        job.runsIn(Kernels.aside("mcp-" + job.id(), () -> {
            try {
                job.end(work.apply(line -> {
                    job.say(line);
                    changed.accept(job.uri());
                }));
            } catch (CalledOffException e) {
                job.cancel();
            } catch (RuntimeException e) {
                String message = e instanceof RefusedException ? e.getMessage() : e.toString();
                job.end(Job.State.FAILED, WeirClient.object().put("error", message));
            }
            changed.accept(job.uri());
        }));
        return job;
    }

    private synchronized Job add(String tool) {
        long running = jobs.values().stream()
                .filter(job -> job.state() == Job.State.RUNNING)
                .count();
        if (running >= MOST_RUNNING) {
            throw new RefusedException("", running + " jobs are running: wait for one, or cancel one");
        }
        Job job = new Job("job-" + ++last, tool);
        jobs.put(job.id(), job);
        for (Job each : new ArrayList<>(jobs.values())) {
            if (jobs.size() > MOST_KEPT && each.state() != Job.State.RUNNING) {
                jobs.remove(each.id());
            }
        }
        return job;
    }

    private synchronized Job find(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new RefusedException("", "there is no job " + id + "; there are " + jobs.keySet());
        }
        return job;
    }

    private synchronized List<Job> all() {
        return new ArrayList<>(jobs.values());
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "job",
                        "Jobs in the background",
                        "Follows what was started with `background: true`. The resource weir://jobs/ID tells the same, and can"
                                + " be subscribed to.")
                .input(Fields.none()
                        .may("job_id", Fields.text("of the job; not for list"))
                        .may(
                                "wait_seconds",
                                Fields.whole("status: wait this long for the end", 0, LONGEST_WAIT_SECONDS)))
                .output(Fields.none()
                        .may("job_id", Fields.text())
                        .may("state", Fields.text())
                        .may("progress", Fields.list())
                        .may("jobs", Fields.list())
                        .open())
                .action("status", Effect.READS, "how far it is, and its result", this::status)
                .action("list", Effect.READS, "all jobs", this::list)
                .action("cancel", Effect.READS, "calls it off; what it has done stays", this::cancel));
    }

    private Answer status(Call call) {
        Job job = find(call.text("job_id"));
        try {
            job.await(call.whole("wait_seconds", 0));
        } catch (InterruptedException e) {
            throw new CalledOffException();
        }
        return Answer.of(job.report());
    }

    private Answer list(Call call) {
        ObjectNode content = WeirClient.object();
        ArrayNode list = content.putArray("jobs");
        all().forEach(job -> list.add(job.report().without("result")));
        return Answer.of(content);
    }

    private Answer cancel(Call call) {
        Job job = find(call.text("job_id"));
        job.cancel();
        changed.accept(job.uri());
        return Answer.of(job.report());
    }

    @Override
    public List<SyncResourceTemplateSpecification> templates() {
        McpSchema.ResourceTemplate template = McpSchema.ResourceTemplate.builder("weir://jobs/{id}", "job")
                .description("How far a job in the background is, and its result")
                .mimeType("application/json")
                .build();
        return List.of(new SyncResourceTemplateSpecification(template, (exchange, request) -> {
            String uri = request.uri();
            try {
                String text =
                        find(uri.substring(uri.lastIndexOf('/') + 1)).report().toPrettyString();
                return new McpSchema.ReadResourceResult(
                        List.of(new McpSchema.TextResourceContents(uri, "application/json", text)));
            } catch (RefusedException e) {
                throw McpError.RESOURCE_NOT_FOUND.apply(uri);
            }
        }));
    }

    @Override
    public void close() {
        all().forEach(Job::cancel);
    }
}

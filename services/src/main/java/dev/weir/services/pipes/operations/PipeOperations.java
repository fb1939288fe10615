package dev.weir.services.pipes.operations;

import dev.weir.api.pipes.CreatePipeRequest;
import dev.weir.api.pipes.CreatePipeResponse;
import dev.weir.api.pipes.DeletePipeRequest;
import dev.weir.api.pipes.DeletePipeResponse;
import dev.weir.api.pipes.DescribePipeRequest;
import dev.weir.api.pipes.DescribePipeResponse;
import dev.weir.api.pipes.ListPipesRequest;
import dev.weir.api.pipes.ListPipesResponse;
import dev.weir.api.pipes.Pipe;
import dev.weir.api.pipes.PipeLogConfigurationParameters;
import dev.weir.api.pipes.StartPipeRequest;
import dev.weir.api.pipes.StartPipeResponse;
import dev.weir.api.pipes.StopPipeRequest;
import dev.weir.api.pipes.StopPipeResponse;
import dev.weir.api.pipes.UpdatePipeRequest;
import dev.weir.api.pipes.UpdatePipeResponse;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.api.ApiCalls;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Cause;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.pipes.PipesErrors;
import dev.weir.services.pipes.background.RunningPipes;
import dev.weir.services.pipes.state.PipeRecord;
import dev.weir.services.pipes.state.Pipes;
import dev.weir.shapes.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pipes. Source: Amazon EventBridge Pipes API Reference. */
public final class PipeOperations {
    private static final String RUNNING = "RUNNING";
    private static final String STOPPED = "STOPPED";
    private static final int PAGE = 100;

    private final Kernel kernel;
    private final RunningPipes running;
    private final PipeRules rules;

    public PipeOperations(Kernel kernel, Fabric fabric, ApiCalls calls, RunningPipes running) {
        this.kernel = kernel;
        this.running = running;
        this.rules = new PipeRules(fabric, calls);
    }

    public CreatePipeResponse create(Call call, CreatePipeRequest in) {
        refuseLogs(in.logConfiguration());
        Instant now = kernel.clock().now();
        String desired = Objects.requireNonNullElse(in.desiredState(), RUNNING);
        DescribePipeResponse wanted = DescribePipeResponse.builder()
                .name(in.name())
                .arn(call.scope().arn("pipes", "pipe/" + in.name()).toString())
                .description(in.description())
                .desiredState(desired)
                .currentState(desired)
                .stateReason("USER_INITIATED")
                .source(in.source())
                .sourceParameters(in.sourceParameters())
                .enrichment(in.enrichment())
                .enrichmentParameters(in.enrichmentParameters())
                .target(in.target())
                .targetParameters(in.targetParameters())
                .roleArn(in.roleArn())
                .kmsKeyIdentifier(in.kmsKeyIdentifier())
                .creationTime(now)
                .lastModifiedTime(now)
                .build();
        rules.check(wanted);
        PipeRecord pipe =
                new PipeRecord(call.scope(), wanted, now, in.tags() == null ? Map.of() : new TreeMap<>(in.tags()));
        kernel.store().write(tx -> {
            if (Pipes.get(tx, call.scope(), pipe.name()) != null) {
                throw PipesErrors.exists(pipe.name());
            }
            Pipes.put(tx, pipe);
            return null;
        });
        journal(call, "CreatePipe", pipe.arn());
        running.apply(pipe);
        return CreatePipeResponse.builder()
                .arn(pipe.arn())
                .name(pipe.name())
                .desiredState(desired)
                .currentState("CREATING")
                .creationTime(now)
                .lastModifiedTime(now)
                .build();
    }

    /** What the request leaves out stays as it is, but for parameters: those of a kind are given as a whole. */
    public UpdatePipeResponse update(Call call, UpdatePipeRequest in) {
        refuseLogs(in.logConfiguration());
        PipeRecord pipe = change(call, in.name(), before -> {
            DescribePipeResponse.Builder fresh = before.toBuilder().roleArn(in.roleArn());
            if (in.description() != null) {
                fresh.description(in.description());
            }
            if (in.desiredState() != null) {
                fresh.desiredState(in.desiredState()).currentState(in.desiredState());
            }
            if (in.sourceParameters() != null) {
                fresh.sourceParameters(SourceUpdates.apply(before.sourceParameters(), in.sourceParameters()));
            }
            if (in.enrichment() != null) {
                fresh.enrichment(in.enrichment().isEmpty() ? null : in.enrichment());
            }
            if (in.enrichmentParameters() != null) {
                fresh.enrichmentParameters(in.enrichmentParameters());
            }
            if (in.target() != null) {
                fresh.target(in.target());
            }
            if (in.targetParameters() != null) {
                fresh.targetParameters(in.targetParameters());
            }
            if (in.kmsKeyIdentifier() != null) {
                fresh.kmsKeyIdentifier(in.kmsKeyIdentifier());
            }
            DescribePipeResponse wanted = fresh.build();
            rules.check(wanted);
            return wanted;
        });
        journal(call, "UpdatePipe", pipe.arn());
        return UpdatePipeResponse.builder()
                .arn(pipe.arn())
                .name(pipe.name())
                .desiredState(pipe.pipe().desiredState())
                .currentState("UPDATING")
                .creationTime(pipe.pipe().creationTime())
                .lastModifiedTime(pipe.pipe().lastModifiedTime())
                .build();
    }

    public StartPipeResponse start(Call call, StartPipeRequest in) {
        PipeRecord pipe = change(call, in.name(), before -> before.toBuilder()
                .desiredState(RUNNING)
                .currentState(RUNNING)
                .build());
        journal(call, "StartPipe", pipe.arn());
        return StartPipeResponse.builder()
                .arn(pipe.arn())
                .name(pipe.name())
                .desiredState(RUNNING)
                .currentState("STARTING")
                .creationTime(pipe.pipe().creationTime())
                .lastModifiedTime(pipe.pipe().lastModifiedTime())
                .build();
    }

    public StopPipeResponse stop(Call call, StopPipeRequest in) {
        PipeRecord pipe = change(call, in.name(), before -> before.toBuilder()
                .desiredState(STOPPED)
                .currentState(STOPPED)
                .build());
        journal(call, "StopPipe", pipe.arn());
        return StopPipeResponse.builder()
                .arn(pipe.arn())
                .name(pipe.name())
                .desiredState(STOPPED)
                .currentState("STOPPING")
                .creationTime(pipe.pipe().creationTime())
                .lastModifiedTime(pipe.pipe().lastModifiedTime())
                .build();
    }

    private PipeRecord change(Call call, @Nullable String name, UnaryOperator<DescribePipeResponse> how) {
        Instant now = kernel.clock().now();
        PipeRecord standing = kernel.store().read(tx -> require(tx, call, name));
        // What is asked of other services must be outside of the transaction.
        DescribePipeResponse wanted = how.apply(standing.pipe());
        PipeRecord changed = kernel.store().write(tx -> {
            PipeRecord fresh = require(tx, call, name)
                    .with(wanted.toBuilder().lastModifiedTime(now).build());
            Pipes.put(tx, fresh);
            return fresh;
        });
        running.apply(changed);
        return changed;
    }

    public DescribePipeResponse describe(Call call, DescribePipeRequest in) {
        PipeRecord pipe = kernel.store().read(tx -> require(tx, call, in.name()));
        return pipe.pipe().toBuilder()
                .tags(pipe.tags().isEmpty() ? null : pipe.tags())
                .build();
    }

    public DeletePipeResponse delete(Call call, DeletePipeRequest in) {
        PipeRecord pipe = kernel.store().read(tx -> require(tx, call, in.name()));
        running.stop(pipe.arn());
        kernel.store().write(tx -> {
            Pipes.delete(tx, pipe);
            return null;
        });
        journal(call, "DeletePipe", pipe.arn());
        return DeletePipeResponse.builder()
                .arn(pipe.arn())
                .name(pipe.name())
                .desiredState("DELETED")
                .currentState("DELETING")
                .creationTime(pipe.pipe().creationTime())
                .lastModifiedTime(pipe.pipe().lastModifiedTime())
                .build();
    }

    public ListPipesResponse list(Call call, ListPipesRequest in) {
        int most = in.limit() == null ? PAGE : in.limit();
        String prefix = Objects.requireNonNullElse(in.namePrefix(), "");
        return kernel.store().read(tx -> {
            List<PipeRecord> found = new ArrayList<>();
            String after = name(in.nextToken());
            while (found.size() <= most) {
                List<PipeRecord> page = Pipes.list(tx, call.scope(), prefix, after, PAGE);
                page.stream().filter(pipe -> wanted(pipe, in)).forEach(found::add);
                if (page.size() < PAGE) {
                    break;
                }
                after = page.getLast().name();
            }
            boolean more = found.size() > most;
            List<PipeRecord> shown = more ? found.subList(0, most) : found;
            return ListPipesResponse.builder()
                    .pipes(shown.stream().map(PipeOperations::summary).toList())
                    .nextToken(
                            more
                                    ? Base64.getUrlEncoder()
                                            .encodeToString(
                                                    shown.getLast().name().getBytes(StandardCharsets.UTF_8))
                                    : null)
                    .build();
        });
    }

    private static String name(@Nullable String token) {
        try {
            return token == null ? "" : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PipesErrors.invalid("Invalid NextToken.");
        }
    }

    private static boolean wanted(PipeRecord pipe, ListPipesRequest in) {
        return (in.desiredState() == null
                        || in.desiredState().equals(pipe.pipe().desiredState()))
                && (in.currentState() == null
                        || in.currentState().equals(pipe.pipe().currentState()))
                && (in.sourcePrefix() == null || pipe.source().startsWith(in.sourcePrefix()))
                && (in.targetPrefix() == null || pipe.target().startsWith(in.targetPrefix()));
    }

    private static Pipe summary(PipeRecord record) {
        DescribePipeResponse pipe = record.pipe();
        return Pipe.builder()
                .name(pipe.name())
                .arn(pipe.arn())
                .desiredState(pipe.desiredState())
                .currentState(pipe.currentState())
                .stateReason(pipe.stateReason())
                .creationTime(pipe.creationTime())
                .lastModifiedTime(pipe.lastModifiedTime())
                .source(pipe.source())
                .target(pipe.target())
                .enrichment(pipe.enrichment())
                .build();
    }

    private static PipeRecord require(ReadTx tx, Call call, @Nullable String name) {
        PipeRecord pipe = Pipes.get(tx, call.scope(), String.valueOf(name));
        if (pipe == null) {
            throw PipesErrors.noPipe(String.valueOf(name));
        }
        return pipe;
    }

    private static void refuseLogs(@Nullable PipeLogConfigurationParameters logs) {
        if (logs != null && !"OFF".equals(logs.level())) {
            throw PipesErrors.unsupported("LogConfiguration of pipes: weir's journal has every step");
        }
    }

    private void journal(Call call, String operation, String arn) {
        Cause unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "pipes." + operation,
                        "",
                        arn,
                        call.requestId(),
                        Outcome.ACCEPTED,
                        "");
    }
}

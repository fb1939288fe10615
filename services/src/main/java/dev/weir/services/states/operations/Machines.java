package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

import dev.weir.api.states.CreateStateMachineInput;
import dev.weir.api.states.CreateStateMachineOutput;
import dev.weir.api.states.DeleteStateMachineInput;
import dev.weir.api.states.DeleteStateMachineOutput;
import dev.weir.api.states.DescribeStateMachineInput;
import dev.weir.api.states.DescribeStateMachineOutput;
import dev.weir.api.states.EncryptionConfiguration;
import dev.weir.api.states.ListStateMachinesInput;
import dev.weir.api.states.ListStateMachinesOutput;
import dev.weir.api.states.ListTagsForResourceInput;
import dev.weir.api.states.ListTagsForResourceOutput;
import dev.weir.api.states.LogDestination;
import dev.weir.api.states.LoggingConfiguration;
import dev.weir.api.states.StateMachineDoesNotExist;
import dev.weir.api.states.StateMachineListItem;
import dev.weir.api.states.Tag;
import dev.weir.api.states.TagResourceInput;
import dev.weir.api.states.TagResourceOutput;
import dev.weir.api.states.TracingConfiguration;
import dev.weir.api.states.UntagResourceInput;
import dev.weir.api.states.UntagResourceOutput;
import dev.weir.api.states.UpdateStateMachineInput;
import dev.weir.api.states.UpdateStateMachineOutput;
import dev.weir.api.states.ValidateStateMachineDefinitionDiagnostic;
import dev.weir.api.states.ValidateStateMachineDefinitionInput;
import dev.weir.api.states.ValidateStateMachineDefinitionOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.background.ExecutionLogs;
import dev.weir.services.states.background.Launches;
import dev.weir.services.states.language.Definition;
import dev.weir.services.states.language.DefinitionReader;
import dev.weir.services.states.language.Diagnostic;
import dev.weir.services.states.language.References;
import dev.weir.services.states.state.ActivityRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.Releases;
import dev.weir.services.states.state.StatesStore;
import dev.weir.services.states.state.VersionRecord;
import dev.weir.shapes.AwsException;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State machines. Source: AWS Step Functions API Reference. */
public final class Machines {
    private static final int PAGE = 1000;
    private static final int DIAGNOSTICS = 100;
    static final EncryptionConfiguration OWNED =
            EncryptionConfiguration.builder().type("AWS_OWNED_KEY").build();

    private final Kernel kernel;
    private final Versions versions;
    private final ExecutionLogs logs;

    public Machines(Kernel kernel, Versions versions, ExecutionLogs logs) {
        this.kernel = kernel;
        this.logs = logs;
        this.versions = versions;
    }

    /** The same request again gives the same state machine. */
    public CreateStateMachineOutput create(Call call, CreateStateMachineInput input) {
        String name = Launches.name(input.name());
        String type = input.type() == null ? "STANDARD" : input.type();
        checkDescription(input.publish(), input.versionDescription());
        refuse(input.encryptionConfiguration());
        check(requireNonNull(input.definition()), type.equals("EXPRESS"));
        long now = kernel.clock().millis();
        MachineRecord wanted = new MachineRecord(
                call.scope(),
                name,
                requireNonNull(input.definition()),
                requireNonNull(input.roleArn()),
                type,
                now,
                now,
                null,
                logging(input.loggingConfiguration()),
                tracing(input.tracingConfiguration()),
                tags(input.tags()),
                0);
        Made made = kernel.store().write(tx -> {
            MachineRecord known = StatesStore.machine(tx, call.scope(), name);
            if (known != null && !known.isAskedForBy(wanted)) {
                throw StatesErrors.machineExists(known.arn());
            }
            MachineRecord machine = known == null ? wanted : known;
            if (known == null) {
                StatesStore.put(tx, wanted);
            }
            return new Made(machine, published(tx, machine, input.publish(), input.versionDescription()));
        });
        var unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "states.CreateStateMachine",
                        "",
                        made.machine().arn(),
                        name,
                        Outcome.ACCEPTED,
                        "");
        return CreateStateMachineOutput.builder()
                .stateMachineArn(made.machine().arn())
                .creationDate(Instant.ofEpochMilli(made.machine().created()))
                .stateMachineVersionArn(made.version())
                .build();
    }

    /** @param version the ARN of the version that was asked for with it; null for none */
    private record Made(MachineRecord machine, @Nullable String version) {}

    private @Nullable String published(
            WriteTx tx, MachineRecord machine, @Nullable Boolean publish, @Nullable String description) {
        return Boolean.TRUE.equals(publish)
                ? versions.published(tx, machine, description).arn()
                : null;
    }

    private static void checkDescription(@Nullable Boolean publish, @Nullable String description) {
        if (description != null && !Boolean.TRUE.equals(publish)) {
            throw StatesErrors.describedUnpublished();
        }
    }

    private static void refuse(@Nullable EncryptionConfiguration encryption) {
        if (encryption != null && "CUSTOMER_MANAGED_KMS_KEY".equals(encryption.type())) {
            throw AwsException.notImplemented("states", "EncryptionConfiguration.type CUSTOMER_MANAGED_KMS_KEY");
        }
    }

    private static void check(String definition, boolean express) {
        DefinitionReader.Reading reading = DefinitionReader.read(definition, express);
        if (!reading.fine()) {
            throw StatesErrors.badDefinition(reading.diagnostics());
        }
    }

    private @Nullable LoggingConfiguration logging(@Nullable LoggingConfiguration wanted) {
        if (wanted == null) {
            return null;
        }
        String level = wanted.level() == null ? "OFF" : wanted.level();
        List<LogDestination> destinations = wanted.destinations();
        int count = destinations == null ? 0 : destinations.size();
        if (count > 1 || (count == 0 && !level.equals("OFF"))) {
            throw StatesErrors.badLogging("Must specify exactly one Log Destination.");
        }
        if (destinations != null && count == 1) {
            var group = destinations.getFirst().cloudWatchLogsLogGroup();
            if (group == null || group.logGroupArn() == null) {
                throw StatesErrors.badLogging("Must specify exactly one Log Destination.");
            }
            if (!logs.exists(group.logGroupArn())) {
                throw StatesErrors.badLogging("Log Destination not found.");
            }
        }
        return LoggingConfiguration.builder()
                .level(level)
                .includeExecutionData(Boolean.TRUE.equals(wanted.includeExecutionData()))
                .destinations(destinations)
                .build();
    }

    private static boolean tracing(@Nullable TracingConfiguration wanted) {
        return wanted != null && Boolean.TRUE.equals(wanted.enabled());
    }

    static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        if (tags != null) {
            tags.forEach(tag -> all.put(requireNonNull(tag.key()), tag.value() == null ? "" : tag.value()));
        }
        return all;
    }

    /** Describes a state machine, or one of its versions. */
    public DescribeStateMachineOutput describe(Call call, DescribeStateMachineInput input) {
        Arn arn = Arns.parsed(input.stateMachineArn());
        String[] parts = arn.resource().split(":");
        Integer number = parts.length == 3 ? Releases.number(parts[2]) : null;
        VersionRecord version =
                number == null ? null : kernel.store().read(tx -> Releases.version(tx, arn.scope(), parts[1], number));
        MachineRecord machine = version == null
                ? kernel.store().read(tx -> Arns.machine(tx, input.stateMachineArn()))
                : version.machine();
        return DescribeStateMachineOutput.builder()
                .stateMachineArn(version == null ? machine.arn() : version.arn())
                .name(machine.name())
                .status("ACTIVE")
                .definition("METADATA_ONLY".equals(input.includedData()) ? "{}" : machine.definition())
                .roleArn(machine.roleArn())
                .type(machine.type())
                .creationDate(Instant.ofEpochMilli(version == null ? machine.created() : version.created()))
                .revisionId(machine.revision())
                .description(version == null ? null : version.description())
                .loggingConfiguration(shown(machine.logging()))
                .tracingConfiguration(TracingConfiguration.builder()
                        .enabled(machine.tracing())
                        .build())
                .encryptionConfiguration(OWNED)
                .variableReferences(references(machine.definition()))
                .build();
    }

    /** Which variables the states of a definition refer to; null where none does. */
    static @Nullable Map<String, List<String>> references(String definition) {
        Definition read = DefinitionReader.read(definition, false).definition();
        Map<String, List<String>> references = read == null ? Map.of() : References.of(read.workflow());
        return references.isEmpty() ? null : references;
    }

    /** How a logging configuration is described, also where there is none. */
    static LoggingConfiguration shown(@Nullable LoggingConfiguration logging) {
        return logging != null
                ? logging
                : LoggingConfiguration.builder()
                        .level("OFF")
                        .includeExecutionData(false)
                        .build();
    }

    /** An update that changes nothing leaves the revision as it is. */
    public UpdateStateMachineOutput update(Call call, UpdateStateMachineInput input) {
        checkDescription(input.publish(), input.versionDescription());
        refuse(input.encryptionConfiguration());
        if (input.definition() == null
                && input.roleArn() == null
                && input.loggingConfiguration() == null
                && input.tracingConfiguration() == null
                && input.encryptionConfiguration() == null) {
            throw StatesErrors.nothingToUpdate(
                    "definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration");
        }
        Made updated = kernel.store().write(tx -> {
            MachineRecord old = Arns.machine(tx, input.stateMachineArn());
            if (input.definition() != null) {
                check(input.definition(), old.express());
            }
            MachineRecord changed = new MachineRecord(
                    old.scope(),
                    old.name(),
                    input.definition() == null ? old.definition() : input.definition(),
                    input.roleArn() == null ? old.roleArn() : input.roleArn(),
                    old.type(),
                    old.created(),
                    kernel.clock().millis(),
                    kernel.ids().uuid(),
                    input.loggingConfiguration() == null ? old.logging() : logging(input.loggingConfiguration()),
                    input.tracingConfiguration() == null ? old.tracing() : tracing(input.tracingConfiguration()),
                    old.tags(),
                    old.published());
            MachineRecord kept = changed.runsAs(old) ? old : changed;
            StatesStore.put(tx, kept);
            return new Made(kept, published(tx, kept, input.publish(), input.versionDescription()));
        });
        return UpdateStateMachineOutput.builder()
                .updateDate(Instant.ofEpochMilli(updated.machine().updated()))
                .revisionId(updated.machine().revision())
                .stateMachineVersionArn(updated.version())
                .build();
    }

    /** Executions that run go on with the definition that they began with. */
    public DeleteStateMachineOutput delete(Call call, DeleteStateMachineInput input) {
        var arn = Arns.parsed(input.stateMachineArn());
        boolean unused = kernel.store().write(tx -> {
            String[] parts = arn.resource().split(":");
            MachineRecord machine = parts.length == 2 ? StatesStore.machine(tx, arn.scope(), parts[1]) : null;
            if (machine != null) {
                StatesStore.delete(tx, machine);
                Releases.forget(tx, machine);
            }
            return true;
        });
        return DeleteStateMachineOutput.builder().build();
    }

    /** Gives a state machine other tags. */
    public void retag(String arn, List<Tag> tags) {
        boolean unused = kernel.store().write(tx -> {
            StatesStore.put(tx, Arns.machine(tx, arn).withTags(tags(tags)));
            return true;
        });
    }

    public TagResourceOutput tag(Call call, TagResourceInput input) {
        change(input.resourceArn(), tags -> tags.putAll(tags(input.tags())));
        return TagResourceOutput.builder().build();
    }

    public UntagResourceOutput untag(Call call, UntagResourceInput input) {
        change(input.resourceArn(), tags -> requireNonNull(input.tagKeys()).forEach(tags::remove));
        return UntagResourceOutput.builder().build();
    }

    public ListTagsForResourceOutput listTags(Call call, ListTagsForResourceInput input) {
        List<Tag> tags = new ArrayList<>();
        Map<String, String> all = kernel.store().read(tx -> {
            if (isActivity(input.resourceArn())) {
                return Workers.activity(tx, input.resourceArn()).tags();
            }
            return tagged(tx, input.resourceArn()).tags();
        });
        all.forEach((key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
        return ListTagsForResourceOutput.builder().tags(tags).build();
    }

    private static boolean isActivity(@Nullable String arn) {
        return Arns.parsed(arn).resource().startsWith("activity:");
    }

    private static MachineRecord tagged(ReadTx tx, @Nullable String arn) {
        try {
            return Arns.machine(tx, arn);
        } catch (StateMachineDoesNotExist e) {
            throw StatesErrors.noResource(String.valueOf(arn));
        }
    }

    private void change(@Nullable String arn, Consumer<Map<String, String>> how) {
        boolean unused = kernel.store().write(tx -> {
            if (isActivity(arn)) {
                ActivityRecord old = Workers.activity(tx, arn);
                Map<String, String> tags = new LinkedHashMap<>(old.tags());
                how.accept(tags);
                StatesStore.put(tx, new ActivityRecord(old.scope(), old.name(), old.created(), tags));
            } else {
                MachineRecord old = tagged(tx, arn);
                Map<String, String> tags = new LinkedHashMap<>(old.tags());
                how.accept(tags);
                StatesStore.put(tx, old.withTags(tags));
            }
            return true;
        });
    }

    public ListStateMachinesOutput list(Call call, ListStateMachinesInput input) {
        int limit = input.maxResults() == null || input.maxResults() == 0 ? 100 : Math.min(PAGE, input.maxResults());
        String after = input.nextToken() == null ? "" : input.nextToken();
        List<MachineRecord> page = kernel.store().read(tx -> StatesStore.machines(tx, call.scope(), after, limit + 1));
        List<StateMachineListItem> items = new ArrayList<>();
        for (MachineRecord machine : page.subList(0, Math.min(limit, page.size()))) {
            items.add(StateMachineListItem.builder()
                    .stateMachineArn(machine.arn())
                    .name(machine.name())
                    .type(machine.type())
                    .creationDate(Instant.ofEpochMilli(machine.created()))
                    .build());
        }
        return ListStateMachinesOutput.builder()
                .stateMachines(items)
                .nextToken(page.size() > limit ? page.get(limit - 1).name() : null)
                .build();
    }

    public ValidateStateMachineDefinitionOutput validate(Call call, ValidateStateMachineDefinitionInput input) {
        DefinitionReader.Reading reading =
                DefinitionReader.read(requireNonNull(input.definition()), "EXPRESS".equals(input.type()));
        List<Diagnostic> wanted = reading.diagnostics().stream()
                .filter(each -> each.error() || "WARNING".equals(input.severity()))
                .toList();
        int most = input.maxResults() == null || input.maxResults() == 0 ? DIAGNOSTICS : input.maxResults();
        return ValidateStateMachineDefinitionOutput.builder()
                .result(reading.fine() ? "OK" : "FAIL")
                .truncated(wanted.size() > most)
                .diagnostics(wanted.stream()
                        .limit(most)
                        .map(each -> ValidateStateMachineDefinitionDiagnostic.builder()
                                .severity(each.error() ? "ERROR" : "WARNING")
                                .code(each.code())
                                .message(each.message())
                                .location(each.location())
                                .build())
                        .toList())
                .build();
    }
}

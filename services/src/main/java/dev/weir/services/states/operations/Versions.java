package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

import dev.weir.api.states.DeleteStateMachineVersionInput;
import dev.weir.api.states.DeleteStateMachineVersionOutput;
import dev.weir.api.states.ListStateMachineVersionsInput;
import dev.weir.api.states.ListStateMachineVersionsOutput;
import dev.weir.api.states.PublishStateMachineVersionInput;
import dev.weir.api.states.PublishStateMachineVersionOutput;
import dev.weir.api.states.StateMachineVersionListItem;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.state.AliasRecord;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.Releases;
import dev.weir.services.states.state.StatesStore;
import dev.weir.services.states.state.VersionRecord;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Versions of state machines. Source: AWS Step Functions Developer Guide, "State machine versions"; API Reference. */
public final class Versions {
    private static final int PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    private static final int MOST = 1000;
    /** How templates name the revision that a state machine begins with, which the API leaves out. */
    private static final String INITIAL = "INITIAL";

    private final Kernel kernel;

    public Versions(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Publishes the present revision; again, where it is published already, gives the version that there is. */
    public PublishStateMachineVersionOutput publish(Call call, PublishStateMachineVersionInput input) {
        VersionRecord version = kernel.store().write(tx -> {
            MachineRecord machine = Arns.machine(tx, input.stateMachineArn());
            String wanted = input.revisionId();
            String current = machine.revision() == null ? INITIAL : machine.revision();
            if (wanted != null && !wanted.equals(current)) {
                throw StatesErrors.otherRevision(wanted, current);
            }
            return published(tx, machine, input.description());
        });
        var unused = kernel.journal()
                .record(
                        call.cause(),
                        call.scope(),
                        "states.PublishStateMachineVersion",
                        "",
                        version.arn(),
                        version.machine().name(),
                        Outcome.ACCEPTED,
                        "");
        return PublishStateMachineVersionOutput.builder()
                .stateMachineVersionArn(version.arn())
                .creationDate(Instant.ofEpochMilli(version.created()))
                .build();
    }

    /** The version of a state machine's present revision, which is published where it is not yet. */
    VersionRecord published(WriteTx tx, MachineRecord machine, @Nullable String description) {
        List<VersionRecord> newest = Releases.versions(tx, machine.scope(), machine.name(), null, 1);
        if (!newest.isEmpty() && Objects.equals(newest.getFirst().machine().revision(), machine.revision())) {
            return newest.getFirst();
        }
        if (machine.published() >= MOST
                && Releases.versions(tx, machine.scope(), machine.name(), null, MOST)
                                .size()
                        == MOST) {
            throw StatesErrors.tooMany("versions", MOST);
        }
        int number = machine.published() + 1;
        MachineRecord counted = machine.withPublished(number);
        VersionRecord version =
                new VersionRecord(counted, number, description, kernel.clock().millis());
        StatesStore.put(tx, counted);
        Releases.put(tx, version);
        return version;
    }

    public ListStateMachineVersionsOutput list(Call call, ListStateMachineVersionsInput input) {
        int limit = input.maxResults() == null || input.maxResults() == 0
                ? DEFAULT_PAGE
                : Math.min(PAGE, input.maxResults());
        Integer before = input.nextToken() == null ? null : Arns.number(input.nextToken());
        List<VersionRecord> page = kernel.store().read(tx -> {
            MachineRecord machine = Arns.machine(tx, input.stateMachineArn());
            return Releases.versions(tx, machine.scope(), machine.name(), before, limit + 1);
        });
        return ListStateMachineVersionsOutput.builder()
                .stateMachineVersions(page.stream()
                        .limit(limit)
                        .map(each -> StateMachineVersionListItem.builder()
                                .stateMachineVersionArn(each.arn())
                                .creationDate(Instant.ofEpochMilli(each.created()))
                                .build())
                        .toList())
                .nextToken(
                        page.size() > limit
                                ? Integer.toString(page.get(limit - 1).number())
                                : null)
                .build();
    }

    /** Deletes a version that no alias leads to; one that is not there is as good as deleted. */
    public DeleteStateMachineVersionOutput delete(Call call, DeleteStateMachineVersionInput input) {
        Arn arn = Arns.parsed(input.stateMachineVersionArn());
        String[] parts = arn.resource().split(":");
        Integer number = parts.length == 3 ? Releases.number(parts[2]) : null;
        if (number == null) {
            throw StatesErrors.badArn(requireNonNull(input.stateMachineVersionArn()));
        }
        boolean unused = kernel.store().write(tx -> {
            VersionRecord version = Releases.version(tx, arn.scope(), parts[1], number);
            if (version == null) {
                return false;
            }
            List<String> aliases = Releases.aliases(tx, arn.scope(), parts[1]).stream()
                    .filter(alias -> alias.routesTo(number))
                    .map(AliasRecord::name)
                    .toList();
            if (!aliases.isEmpty()) {
                throw StatesErrors.aliased(aliases);
            }
            Releases.delete(tx, version);
            return true;
        });
        return DeleteStateMachineVersionOutput.builder().build();
    }
}

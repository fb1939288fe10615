package dev.weir.services.states.operations;

import static java.util.Objects.requireNonNull;

import dev.weir.api.states.CreateStateMachineAliasInput;
import dev.weir.api.states.CreateStateMachineAliasOutput;
import dev.weir.api.states.DeleteStateMachineAliasInput;
import dev.weir.api.states.DeleteStateMachineAliasOutput;
import dev.weir.api.states.DescribeStateMachineAliasInput;
import dev.weir.api.states.DescribeStateMachineAliasOutput;
import dev.weir.api.states.ListStateMachineAliasesInput;
import dev.weir.api.states.ListStateMachineAliasesOutput;
import dev.weir.api.states.RoutingConfigurationListItem;
import dev.weir.api.states.StateMachineAliasListItem;
import dev.weir.api.states.UpdateStateMachineAliasInput;
import dev.weir.api.states.UpdateStateMachineAliasOutput;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.journal.Outcome;
import dev.weir.kernel.store.ReadTx;
import dev.weir.services.states.StatesErrors;
import dev.weir.services.states.state.AliasRecord;
import dev.weir.services.states.state.AliasRecord.Route;
import dev.weir.services.states.state.MachineRecord;
import dev.weir.services.states.state.Releases;
import dev.weir.services.states.state.StatesStore;
import dev.weir.shapes.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Aliases of versions. Source: AWS Step Functions Developer Guide, "State machine aliases"; API Reference. */
public final class Aliases {
    private static final int PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    private static final int MOST = 100;
    private static final int WHOLE = 100;

    private final Kernel kernel;

    public Aliases(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The same request again gives the same alias. */
    public CreateStateMachineAliasOutput create(Call call, CreateStateMachineAliasInput input) {
        String name = requireNonNull(input.name());
        Routing routing = routing(requireNonNull(input.routingConfiguration()));
        AliasRecord alias = kernel.store().write(tx -> {
            check(tx, routing);
            Arn machine = routing.machine();
            String of = name(machine);
            AliasRecord known = Releases.alias(tx, machine.scope(), of, name);
            if (known != null) {
                if (known.routes().equals(routing.routes())
                        && Objects.equals(known.description(), input.description())) {
                    return known;
                }
                throw StatesErrors.aliasExists();
            }
            if (Releases.aliases(tx, machine.scope(), of).size() >= MOST) {
                throw StatesErrors.tooMany("aliases", MOST);
            }
            long now = kernel.clock().millis();
            AliasRecord made =
                    new AliasRecord(machine.scope(), of, name, input.description(), routing.routes(), now, now);
            Releases.put(tx, made);
            return made;
        });
        journal(call, "states.CreateStateMachineAlias", alias);
        return CreateStateMachineAliasOutput.builder()
                .stateMachineAliasArn(alias.arn())
                .creationDate(Instant.ofEpochMilli(alias.created()))
                .build();
    }

    /** @param machine the ARN of the state machine whose versions are meant */
    private record Routing(Arn machine, List<Route> routes) {}

    private static Routing routing(List<RoutingConfigurationListItem> items) {
        List<String> arns = items.stream()
                .map(item -> requireNonNull(item.stateMachineVersionArn()))
                .toList();
        List<Route> routes = new ArrayList<>();
        Arn machine = null;
        for (RoutingConfigurationListItem item : items) {
            Arn arn = Arns.parsed(item.stateMachineVersionArn());
            String[] parts = arn.resource().split(":");
            Integer number = parts.length == 3 ? Releases.number(parts[2]) : null;
            if (number == null) {
                throw StatesErrors.badRouting("must contain state machine version ARNs. Received: " + arns);
            }
            Arn of = new Arn(arn.partition(), arn.service(), arn.region(), arn.account(), parts[0] + ":" + parts[1]);
            if (machine != null && !machine.equals(of)) {
                throw StatesErrors.badRouting("must contain versions of the same state machine. Received: " + arns);
            }
            machine = of;
            routes.add(new Route(number, item.weight() == null ? 0 : item.weight()));
        }
        if (arns.stream().distinct().count() < arns.size()) {
            throw StatesErrors.badRouting("must contain distinct state machine version ARNs. Received: " + arns);
        }
        if (routes.stream().mapToInt(Route::weight).sum() != WHOLE) {
            throw StatesErrors.badWeights(routes.stream().map(Route::weight).toList());
        }
        return new Routing(requireNonNull(machine), routes);
    }

    private static void check(ReadTx tx, Routing routing) {
        for (Route route : routing.routes()) {
            if (Releases.version(tx, routing.machine().scope(), name(routing.machine()), route.version()) == null) {
                throw StatesErrors.noSuchResource();
            }
        }
    }

    private static String name(Arn machine) {
        return machine.resource().split(":")[1];
    }

    public DescribeStateMachineAliasOutput describe(Call call, DescribeStateMachineAliasInput input) {
        AliasRecord alias = kernel.store().read(tx -> existing(tx, input.stateMachineAliasArn()));
        return DescribeStateMachineAliasOutput.builder()
                .stateMachineAliasArn(alias.arn())
                .name(alias.name())
                .description(alias.description())
                .routingConfiguration(alias.routes().stream()
                        .map(route -> RoutingConfigurationListItem.builder()
                                .stateMachineVersionArn(alias.machineArn() + ":" + route.version())
                                .weight(route.weight())
                                .build())
                        .toList())
                .creationDate(Instant.ofEpochMilli(alias.created()))
                .updateDate(Instant.ofEpochMilli(alias.updated()))
                .build();
    }

    public UpdateStateMachineAliasOutput update(Call call, UpdateStateMachineAliasInput input) {
        if (input.description() == null && input.routingConfiguration() == null) {
            throw StatesErrors.nothingToUpdate("description or routingConfiguration");
        }
        Routing routing = input.routingConfiguration() == null ? null : routing(input.routingConfiguration());
        AliasRecord updated = kernel.store().write(tx -> {
            AliasRecord old = existing(tx, input.stateMachineAliasArn());
            if (routing != null) {
                if (!routing.machine().toString().equals(old.machineArn())) {
                    throw StatesErrors.badRouting(
                            "must contain versions of the state machine of the alias. Received: " + routing.machine());
                }
                check(tx, routing);
            }
            AliasRecord changed = new AliasRecord(
                    old.scope(),
                    old.machine(),
                    old.name(),
                    input.description() == null ? old.description() : input.description(),
                    routing == null ? old.routes() : routing.routes(),
                    old.created(),
                    kernel.clock().millis());
            Releases.put(tx, changed);
            return changed;
        });
        journal(call, "states.UpdateStateMachineAlias", updated);
        return UpdateStateMachineAliasOutput.builder()
                .updateDate(Instant.ofEpochMilli(updated.updated()))
                .build();
    }

    /** An alias that is not there is as good as deleted. */
    public DeleteStateMachineAliasOutput delete(Call call, DeleteStateMachineAliasInput input) {
        boolean unused = kernel.store().write(tx -> {
            AliasRecord alias = find(tx, input.stateMachineAliasArn());
            if (alias != null) {
                Releases.delete(tx, alias);
            }
            return true;
        });
        return DeleteStateMachineAliasOutput.builder().build();
    }

    /** Those of a state machine, or those that lead to one of its versions. */
    public ListStateMachineAliasesOutput list(Call call, ListStateMachineAliasesInput input) {
        Arn arn = Arns.parsed(input.stateMachineArn());
        String[] parts = arn.resource().split(":");
        Integer version = parts.length == 3 ? Releases.number(parts[2]) : null;
        List<AliasRecord> all = kernel.store().read(tx -> {
            MachineRecord machine = version == null
                    ? Arns.machine(tx, input.stateMachineArn())
                    : StatesStore.machine(tx, arn.scope(), parts[1]);
            if (machine == null) {
                throw StatesErrors.noMachine(arn.toString());
            }
            return Releases.aliases(tx, machine.scope(), machine.name()).stream()
                    .filter(alias -> version == null || alias.routesTo(version))
                    .filter(alias -> input.nextToken() == null || alias.name().compareTo(input.nextToken()) > 0)
                    .toList();
        });
        int limit = input.maxResults() == null || input.maxResults() == 0
                ? DEFAULT_PAGE
                : Math.min(PAGE, input.maxResults());
        return ListStateMachineAliasesOutput.builder()
                .stateMachineAliases(all.stream()
                        .limit(limit)
                        .map(alias -> StateMachineAliasListItem.builder()
                                .stateMachineAliasArn(alias.arn())
                                .creationDate(Instant.ofEpochMilli(alias.created()))
                                .build())
                        .toList())
                .nextToken(all.size() > limit ? all.get(limit - 1).name() : null)
                .build();
    }

    private static AliasRecord existing(ReadTx tx, @Nullable String arn) {
        AliasRecord alias = find(tx, arn);
        if (alias == null) {
            throw StatesErrors.noSuchResource();
        }
        return alias;
    }

    private static @Nullable AliasRecord find(ReadTx tx, @Nullable String text) {
        Arn arn = Arns.parsed(text);
        String[] parts = arn.resource().split(":");
        if (parts.length != 3 || !parts[0].equals("stateMachine") || Releases.number(parts[2]) != null) {
            throw StatesErrors.badArn(String.valueOf(text));
        }
        return Releases.alias(tx, arn.scope(), parts[1], parts[2]);
    }

    private void journal(Call call, String kind, AliasRecord alias) {
        var unused = kernel.journal()
                .record(call.cause(), call.scope(), kind, "", alias.arn(), alias.name(), Outcome.ACCEPTED, "");
    }
}

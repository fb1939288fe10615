package dev.weir.services.events.operations;

import dev.weir.api.events.*;
import dev.weir.fabric.Page;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.Scope;
import dev.weir.kernel.journal.Outcome;
import dev.weir.services.events.EventsErrors;
import dev.weir.services.events.background.Router;
import dev.weir.services.events.background.Schedules;
import dev.weir.services.events.domain.Schedule;
import dev.weir.services.events.state.BusState;
import dev.weir.services.events.state.EventsStore;
import dev.weir.services.events.state.RuleState;
import dev.weir.shapes.Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Rules. */
public final class Rules {
    private final Kernel kernel;
    private final EventsStore store;
    private final Router router;
    private final Schedules schedules;

    public Rules(Kernel kernel, EventsStore store, Router router, Schedules schedules) {
        this.kernel = kernel;
        this.store = store;
        this.router = router;
        this.schedules = schedules;
    }

    public PutRuleResponse put(Call call, PutRuleRequest input) {
        Scope scope = call.scope();
        String name = Objects.requireNonNull(input.name());
        String bus = BusNames.of(input.eventBusName());
        String pattern = blankToNull(input.eventPattern());
        String schedule = blankToNull(input.scheduleExpression());
        if (pattern == null && schedule == null) {
            throw EventsErrors.nothingToMatch();
        }
        if (pattern != null) {
            checkPattern(pattern);
        }
        if (schedule != null) {
            if (!bus.equals(BusState.DEFAULT)) {
                throw EventsErrors.scheduleOnBus();
            }
            checkSchedule(schedule);
        }
        RuleState rule = store.put(
                scope,
                new RuleState(
                        name,
                        bus,
                        pattern,
                        schedule,
                        Objects.requireNonNullElse(input.state(), RuleState.ENABLED),
                        input.description(),
                        input.roleArn(),
                        null,
                        Tags.map(input.tags()),
                        List.of()),
                (tx, put) -> schedules.arm(tx, scope, put));
        router.forget(scope, bus);
        String arn = Router.ruleArn(scope, bus, rule.name());
        kernel.journal().record(call.cause(), scope, "events.PutRule", "", arn, name, Outcome.ACCEPTED, "");
        return PutRuleResponse.builder().ruleArn(arn).build();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    static void checkPattern(String pattern) {
        String problem;
        try {
            problem = JsonRuleCompiler.check(pattern);
        } catch (RuntimeException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (problem != null) {
            throw EventsErrors.badPattern(problem);
        }
    }

    private static void checkSchedule(String schedule) {
        try {
            Schedule parsed = Schedule.parse(schedule);
            Objects.requireNonNull(parsed);
        } catch (IllegalArgumentException e) {
            throw EventsErrors.badSchedule();
        }
    }

    public DeleteRuleResponse delete(Call call, DeleteRuleRequest input) {
        Scope scope = call.scope();
        String bus = BusNames.of(input.eventBusName());
        String name = Objects.requireNonNull(input.name());
        if (store.bus(scope, bus).isEmpty()) {
            throw EventsErrors.noBus(bus);
        }
        boolean known = store.deleteRule(
                scope, bus, name, Boolean.TRUE.equals(input.force()), (tx, rule) -> schedules.disarm(tx, scope, rule));
        if (known) {
            router.forget(scope, bus);
            kernel.journal()
                    .record(
                            call.cause(),
                            scope,
                            "events.DeleteRule",
                            "",
                            Router.ruleArn(scope, bus, name),
                            name,
                            Outcome.COMPLETED,
                            "");
        }
        return DeleteRuleResponse.builder().build();
    }

    public EnableRuleResponse enable(Call call, EnableRuleRequest input) {
        enable(call.scope(), input.eventBusName(), Objects.requireNonNull(input.name()), true);
        return EnableRuleResponse.builder().build();
    }

    public DisableRuleResponse disable(Call call, DisableRuleRequest input) {
        enable(call.scope(), input.eventBusName(), Objects.requireNonNull(input.name()), false);
        return DisableRuleResponse.builder().build();
    }

    private void enable(Scope scope, @Nullable String busName, String name, boolean enabled) {
        String bus = BusNames.of(busName);
        store.change(
                scope,
                bus,
                name,
                rule -> {
                    if (rule.managedBy() != null) {
                        throw EventsErrors.managed();
                    }
                    return rule.enabled() == enabled
                            ? rule
                            : rule.withState(enabled ? RuleState.ENABLED : RuleState.DISABLED);
                },
                (tx, rule) -> schedules.arm(tx, scope, rule));
        router.forget(scope, bus);
    }

    public DescribeRuleResponse describe(Call call, DescribeRuleRequest input) {
        RuleState rule = known(call.scope(), input.eventBusName(), Objects.requireNonNull(input.name()));
        return DescribeRuleResponse.builder()
                .name(rule.name())
                .arn(Router.ruleArn(call.scope(), rule.bus(), rule.name()))
                .eventPattern(rule.pattern())
                .scheduleExpression(rule.schedule())
                .state(rule.state())
                .description(rule.description())
                .roleArn(rule.roleArn())
                .eventBusName(rule.bus())
                .managedBy(rule.managedBy())
                .createdBy(call.scope().account())
                .build();
    }

    RuleState known(Scope scope, @Nullable String busName, String name) {
        String bus = BusNames.of(busName);
        if (store.bus(scope, bus).isEmpty()) {
            throw EventsErrors.noBus(bus);
        }
        return store.rule(scope, bus, name).orElseThrow(() -> EventsErrors.noRule(name, bus));
    }

    public ListRulesResponse list(Call call, ListRulesRequest input) {
        String bus = BusNames.of(input.eventBusName());
        if (store.bus(call.scope(), bus).isEmpty()) {
            throw EventsErrors.noBus(bus);
        }
        String prefix = input.namePrefix() == null ? "" : input.namePrefix();
        Page<RuleState> page = Listing.page(
                store.rules(call.scope(), bus).stream()
                        .filter(rule -> rule.name().startsWith(prefix))
                        .toList(),
                RuleState::name,
                input.nextToken(),
                input.limit());
        return ListRulesResponse.builder()
                .rules(page.items().stream()
                        .map(rule -> Rule.builder()
                                .name(rule.name())
                                .arn(Router.ruleArn(call.scope(), bus, rule.name()))
                                .eventPattern(rule.pattern())
                                .scheduleExpression(rule.schedule())
                                .state(rule.state())
                                .description(rule.description())
                                .roleArn(rule.roleArn())
                                .managedBy(rule.managedBy())
                                .eventBusName(bus)
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    public ListRuleNamesByTargetResponse byTarget(Call call, ListRuleNamesByTargetRequest input) {
        String bus = BusNames.of(input.eventBusName());
        String arn = Objects.requireNonNull(input.targetArn());
        Page<RuleState> page = Listing.page(
                store.rules(call.scope(), bus).stream()
                        .filter(rule -> rule.targets().stream()
                                .anyMatch(target -> target.arn().equals(arn)))
                        .toList(),
                RuleState::name,
                input.nextToken(),
                input.limit());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items().stream().map(RuleState::name).toList())
                .nextToken(page.token())
                .build();
    }

    public TestEventPatternResponse test(TestEventPatternRequest input) {
        String pattern = Objects.requireNonNull(input.eventPattern());
        checkPattern(pattern);
        try {
            Machine machine = Machine.builder().build();
            machine.addRule("tested", pattern);
            List<String> matching = machine.rulesForJSONEvent(Objects.requireNonNull(input.event()));
            return TestEventPatternResponse.builder()
                    .result(!matching.isEmpty())
                    .build();
        } catch (Exception e) { // the matcher declares no narrower one
            throw EventsErrors.badEvent(String.valueOf(e.getMessage()));
        }
    }
}

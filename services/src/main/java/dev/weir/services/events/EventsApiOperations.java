package dev.weir.services.events;

import dev.weir.api.events.*;
import dev.weir.services.events.operations.Buses;
import dev.weir.services.events.operations.PutEvents;
import dev.weir.services.events.operations.Rules;
import dev.weir.services.events.operations.Tags;
import dev.weir.services.events.operations.Targets;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record EventsApiOperations(Buses buses, Rules rules, Targets targets, PutEvents events, Tags tags)
        implements EventBridgeOperations {
    @Override
    public TestEventPatternResponse testEventPattern(Call call, TestEventPatternRequest input) {
        return rules.test(input);
    }

    @Override
    public CreateEventBusResponse createEventBus(Call call, CreateEventBusRequest input) {
        return buses.create(call, input);
    }

    @Override
    public UpdateEventBusResponse updateEventBus(Call call, UpdateEventBusRequest input) {
        return buses.update(call, input);
    }

    @Override
    public DeleteEventBusResponse deleteEventBus(Call call, DeleteEventBusRequest input) {
        return buses.delete(call, input);
    }

    @Override
    public DescribeEventBusResponse describeEventBus(Call call, DescribeEventBusRequest input) {
        return buses.describe(call, input);
    }

    @Override
    public ListEventBusesResponse listEventBuses(Call call, ListEventBusesRequest input) {
        return buses.list(call, input);
    }

    @Override
    public PutPermissionResponse putPermission(Call call, PutPermissionRequest input) {
        return buses.permit(call, input);
    }

    @Override
    public RemovePermissionResponse removePermission(Call call, RemovePermissionRequest input) {
        return buses.forbid(call, input);
    }

    @Override
    public PutRuleResponse putRule(Call call, PutRuleRequest input) {
        return rules.put(call, input);
    }

    @Override
    public DeleteRuleResponse deleteRule(Call call, DeleteRuleRequest input) {
        return rules.delete(call, input);
    }

    @Override
    public EnableRuleResponse enableRule(Call call, EnableRuleRequest input) {
        return rules.enable(call, input);
    }

    @Override
    public DisableRuleResponse disableRule(Call call, DisableRuleRequest input) {
        return rules.disable(call, input);
    }

    @Override
    public DescribeRuleResponse describeRule(Call call, DescribeRuleRequest input) {
        return rules.describe(call, input);
    }

    @Override
    public ListRulesResponse listRules(Call call, ListRulesRequest input) {
        return rules.list(call, input);
    }

    @Override
    public ListRuleNamesByTargetResponse listRuleNamesByTarget(Call call, ListRuleNamesByTargetRequest input) {
        return rules.byTarget(call, input);
    }

    @Override
    public PutTargetsResponse putTargets(Call call, PutTargetsRequest input) {
        return targets.put(call, input);
    }

    @Override
    public RemoveTargetsResponse removeTargets(Call call, RemoveTargetsRequest input) {
        return targets.remove(call, input);
    }

    @Override
    public ListTargetsByRuleResponse listTargetsByRule(Call call, ListTargetsByRuleRequest input) {
        return targets.list(call, input);
    }

    @Override
    public PutEventsResponse putEvents(Call call, PutEventsRequest input) {
        return events.put(call, input);
    }

    @Override
    public TagResourceResponse tagResource(Call call, TagResourceRequest input) {
        return tags.tag(call, input);
    }

    @Override
    public UntagResourceResponse untagResource(Call call, UntagResourceRequest input) {
        return tags.untag(call, input);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest input) {
        return tags.list(call, input);
    }
}

package dev.weir.services.events;

import dev.weir.api.events.*;
import dev.weir.services.events.operations.ApiDestinations;
import dev.weir.services.events.operations.Archives;
import dev.weir.services.events.operations.Buses;
import dev.weir.services.events.operations.Connections;
import dev.weir.services.events.operations.PutEvents;
import dev.weir.services.events.operations.Replays;
import dev.weir.services.events.operations.Rules;
import dev.weir.services.events.operations.Tags;
import dev.weir.services.events.operations.Targets;
import dev.weir.shapes.Call;

/** The operations that weir has; the others refuse by name. */
record EventsApiOperations(
        Buses buses,
        Rules rules,
        Targets targets,
        PutEvents events,
        Tags tags,
        Archives archives,
        Replays replays,
        Connections connections,
        ApiDestinations destinations)
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

    @Override
    public CreateArchiveResponse createArchive(Call call, CreateArchiveRequest input) {
        return archives.create(call, input);
    }

    @Override
    public UpdateArchiveResponse updateArchive(Call call, UpdateArchiveRequest input) {
        return archives.update(call, input);
    }

    @Override
    public DeleteArchiveResponse deleteArchive(Call call, DeleteArchiveRequest input) {
        return archives.delete(call, input);
    }

    @Override
    public DescribeArchiveResponse describeArchive(Call call, DescribeArchiveRequest input) {
        return archives.describe(call, input);
    }

    @Override
    public ListArchivesResponse listArchives(Call call, ListArchivesRequest input) {
        return archives.list(call, input);
    }

    @Override
    public CreateConnectionResponse createConnection(Call call, CreateConnectionRequest input) {
        return connections.create(call, input);
    }

    @Override
    public UpdateConnectionResponse updateConnection(Call call, UpdateConnectionRequest input) {
        return connections.update(call, input);
    }

    @Override
    public DeauthorizeConnectionResponse deauthorizeConnection(Call call, DeauthorizeConnectionRequest input) {
        return connections.deauthorize(call, input);
    }

    @Override
    public DeleteConnectionResponse deleteConnection(Call call, DeleteConnectionRequest input) {
        return connections.delete(call, input);
    }

    @Override
    public DescribeConnectionResponse describeConnection(Call call, DescribeConnectionRequest input) {
        return connections.describe(call, input);
    }

    @Override
    public ListConnectionsResponse listConnections(Call call, ListConnectionsRequest input) {
        return connections.list(call, input);
    }

    @Override
    public CreateApiDestinationResponse createApiDestination(Call call, CreateApiDestinationRequest input) {
        return destinations.create(call, input);
    }

    @Override
    public UpdateApiDestinationResponse updateApiDestination(Call call, UpdateApiDestinationRequest input) {
        return destinations.update(call, input);
    }

    @Override
    public DeleteApiDestinationResponse deleteApiDestination(Call call, DeleteApiDestinationRequest input) {
        return destinations.delete(call, input);
    }

    @Override
    public DescribeApiDestinationResponse describeApiDestination(Call call, DescribeApiDestinationRequest input) {
        return destinations.describe(call, input);
    }

    @Override
    public ListApiDestinationsResponse listApiDestinations(Call call, ListApiDestinationsRequest input) {
        return destinations.list(call, input);
    }

    @Override
    public StartReplayResponse startReplay(Call call, StartReplayRequest input) {
        return replays.start(call, input);
    }

    @Override
    public CancelReplayResponse cancelReplay(Call call, CancelReplayRequest input) {
        return replays.cancel(call, input);
    }

    @Override
    public DescribeReplayResponse describeReplay(Call call, DescribeReplayRequest input) {
        return replays.describe(call, input);
    }

    @Override
    public ListReplaysResponse listReplays(Call call, ListReplaysRequest input) {
        return replays.list(call, input);
    }
}

package dev.weir.services.states.background;

import dev.weir.fabric.Audience;
import dev.weir.fabric.Delivery;
import dev.weir.fabric.Fabric;
import dev.weir.fabric.delivery.Deliveries;
import dev.weir.fabric.delivery.RetryPolicy;
import dev.weir.kernel.Arn;
import dev.weir.kernel.Kernel;
import dev.weir.kernel.store.WriteTx;
import dev.weir.services.states.state.ExecutionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the account's default bus how executions stand. Source: AWS Step Functions Developer Guide, "Automating Step
 * Functions event delivery with EventBridge".
 */
final class StatusChanges {
    private static final RetryPolicy POLICY = new RetryPolicy(3, Duration.ofHours(1), RetryPolicy.Backoff.EVENTBRIDGE);

    private final Kernel kernel;
    private final Fabric fabric;
    private final Deliveries deliveries;

    StatusChanges(Kernel kernel, Fabric fabric, Deliveries deliveries) {
        this.kernel = kernel;
        this.fabric = fabric;
        this.deliveries = deliveries;
    }

    /** Where no rule listens, an event would cost more than the execution does. */
    void tell(WriteTx tx, ExecutionRecord execution) {
        Arn bus = execution.scope().arn("events", "event-bus/default");
        if (!fabric.at(bus, Audience.class)
                .map(audience -> audience.listens(bus))
                .orElse(false)) {
            return;
        }
        Instant now = kernel.clock().now();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", kernel.ids().uuid());
        event.put("detail-type", "Step Functions Execution Status Change");
        event.put("source", "aws.states");
        event.put("account", execution.scope().account());
        event.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", execution.scope().region());
        event.putArray("resources").add(execution.arn());
        ObjectNode detail = event.putObject("detail");
        detail.put("executionArn", execution.arn());
        detail.put("stateMachineArn", execution.machineArn());
        detail.put("name", execution.name());
        detail.put("status", execution.status());
        detail.put("startDate", execution.started());
        if (execution.running()) {
            detail.putNull("stopDate");
        } else {
            detail.put("stopDate", execution.stopped());
        }
        detail.put("input", execution.input());
        detail.putObject("inputDetails").put("included", true);
        if (execution.output() == null) {
            detail.putNull("output");
            detail.putNull("outputDetails");
        } else {
            detail.put("output", execution.output());
            detail.putObject("outputDetails").put("included", true);
        }
        detail.put("stateMachineVersionArn", execution.versionArn());
        detail.put("stateMachineAliasArn", execution.aliasArn());
        detail.put("redriveCount", execution.redrives().count());
        if (execution.redrives().count() == 0) {
            detail.putNull("redriveDate");
        } else {
            detail.put("redriveDate", execution.redrives().last());
        }
        boolean redrivable = !execution.running() && !execution.status().equals("SUCCEEDED");
        detail.put("redriveStatus", redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE");
        if (redrivable) {
            detail.putNull("redriveStatusReason");
        } else {
            detail.put("redriveStatusReason", "Execution is " + execution.status() + " and cannot be redriven");
        }
        detail.put("error", execution.error());
        detail.put("cause", execution.errorCause());
        deliveries.enqueue(
                tx,
                new Delivery(
                        execution.scope(),
                        execution.arn(),
                        "states.amazonaws.com",
                        bus,
                        JsonMapper.shared().writeValueAsBytes(event),
                        Map.of(),
                        null,
                        null,
                        execution.cause()),
                POLICY,
                null);
    }
}

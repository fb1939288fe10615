package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Invalid;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.PropertySchema;
import dev.weir.deploy.sam.model.PythonText;
import dev.weir.deploy.sam.model.SamResource;
import dev.weir.deploy.sam.model.Tags;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events that another resource of the template sends by itself: buckets, topics and user pools. */
final class NotificationEvents {
    private final Workspace work;

    NotificationEvents(Workspace work) {
        this.work = work;
    }

    /** The id of the bucket that an event names, which must be in the template. */
    String bucketId(Event event) {
        JsonNode referred = Json.get(event.get("Bucket"), "Ref");
        if (referred != null && !referred.isString()) {
            throw event.invalid("'Ref' value in S3 events is not a valid string.");
        }
        String id = Json.text(referred);
        if (id == null || work.declared(id) == null) {
            throw event.invalid("S3 events must reference an S3 bucket in the same template.");
        }
        return id;
    }

    List<CfnResource> bucket(Event event, FunctionTarget function) {
        String bucketId = bucketId(event);
        ObjectNode bucket = (ObjectNode) work.declared().get(bucketId);
        CfnResource permission = function.permission(event.logicalId(), "", "s3.amazonaws.com", null)
                .set("SourceAccount", Intrinsics.ref("AWS::AccountId"));
        String condition = function.condition();
        if (condition == null) {
            dependOn(event, bucket, permission);
        } else {
            // DependsOn cannot be conditional: a tag that refers to the permission makes the bucket wait for it.
            ArrayNode tags = Json.childList(Json.child(bucket, "Properties"), "Tags");
            ObjectNode tag = Json.object(
                    "sam:ConditionalDependsOn:" + permission.logicalId(),
                    Intrinsics.when(condition, permission.ref(), Json.node("no dependency")));
            tags.addAll(Tags.list(tag));
        }
        notify(event, function, bucketId, bucket);
        JsonNode tags = function.declared().get("Tags");
        if (Json.isTrue(function.declared().get("PropagateTags")) && Json.truthy(tags)) {
            Json.child(bucket, "Properties").set("Tags", Tags.list(tags));
        }
        work.resources().set(bucketId, bucket.deepCopy());
        return Workspace.resourcesOf(permission);
    }

    private static void dependOn(Event event, ObjectNode bucket, CfnResource permission) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode present : Json.asList(Json.get(bucket, "DependsOn"))) {
            if (!present.isString()) {
                throw Invalid.resource(
                        event.logicalId(), "Invalid type for field 'DependsOn'. Expected a string or list of strings.");
            }
            ids.add(present.stringValue());
        }
        ids.add(permission.logicalId());
        bucket.set("DependsOn", Json.array(ids));
    }

    private static void notify(Event event, FunctionTarget function, String bucketId, ObjectNode bucket) {
        ObjectNode properties = Json.child(bucket, "Properties");
        JsonNode present = Json.get(properties, "NotificationConfiguration");
        if (present != null && !present.isObject()) {
            throw Invalid.resource(bucketId, "Property 'NotificationConfiguration' should be a map.");
        }
        ObjectNode configuration = Json.child(properties, "NotificationConfiguration");
        JsonNode lambdas = Json.get(configuration, "LambdaConfigurations");
        if (lambdas != null && !lambdas.isArray()) {
            throw Invalid.resource(bucketId, "Invalid type for LambdaConfigurations. Must be a list.");
        }
        ArrayNode list = Json.childList(configuration, "LambdaConfigurations");
        String condition = function.condition();
        for (JsonNode type : Json.asList(event.get("Events"))) {
            ObjectNode notification =
                    Json.object("Function", function.arn(), "Filter", event.get("Filter"), "Event", type);
            Json.addOnce(list, condition == null ? notification : Intrinsics.when(condition, notification));
        }
    }

    List<CfnResource> topic(Event event, FunctionTarget function, EventSourceMappings mappings) {
        JsonNode topic = event.get("Topic");
        JsonNode queue = event.get("SqsSubscription");
        if (!Json.truthy(queue) || queue == null) {
            CfnResource subscription = subscription(event, function, "lambda", function.arn());
            return List.of(function.permission(event.logicalId(), "", "sns.amazonaws.com", topic), subscription);
        }
        List<CfnResource> made = new ArrayList<>();
        if (queue.isBoolean()) {
            CfnResource own = function.resource("AWS::SQS::Queue", event.logicalId() + "Queue")
                    .set("FifoQueue", isFifo(topic) ? Json.node(true) : null);
            made.addAll(mapping(event, function, mappings, own.arn(), null, null));
            made.add(own);
            made.add(queuePolicy(event, function, null, own.arn(), own.ref()));
            made.add(subscription(event, function, "sqs", own.arn()));
            return made;
        }
        JsonNode arn = Json.get(queue, "QueueArn");
        JsonNode url = Json.get(queue, "QueueUrl");
        if (!Json.truthy(arn) || !Json.truthy(url) || arn == null || url == null) {
            throw event.invalid("No QueueARN or QueueURL provided.");
        }
        made.addAll(mapping(event, function, mappings, arn, Json.get(queue, "BatchSize"), Json.get(queue, "Enabled")));
        made.add(queuePolicy(event, function, Json.text(queue, "QueuePolicyLogicalId"), arn, url));
        made.add(subscription(event, function, "sqs", arn));
        return made;
    }

    /** A FIFO topic of the template takes no other queue than a FIFO queue. */
    private boolean isFifo(@Nullable JsonNode topic) {
        String id = Json.text(topic, "Ref");
        return id != null && Json.isTrue(Json.get(work.declared(id), "Properties", "FifoTopic"));
    }

    private static CfnResource subscription(Event event, FunctionTarget function, String protocol, JsonNode endpoint) {
        return function.resource("AWS::SNS::Subscription", event.logicalId())
                .set("Protocol", protocol)
                .set("Endpoint", endpoint)
                .set("TopicArn", event.get("Topic"))
                .set("Region", event.get("Region"))
                .set("FilterPolicy", event.get("FilterPolicy"))
                .set("FilterPolicyScope", event.get("FilterPolicyScope"))
                .set("RedrivePolicy", event.get("RedrivePolicy"));
    }

    private static CfnResource queuePolicy(
            Event event, FunctionTarget function, @Nullable String id, JsonNode queueArn, JsonNode queueUrl) {
        ObjectNode statement = Json.object(
                "Action",
                "sqs:SendMessage",
                "Effect",
                "Allow",
                "Principal",
                "*",
                "Resource",
                queueArn,
                "Condition",
                Json.object("ArnEquals", Json.object("aws:SourceArn", event.get("Topic"))));
        return function.resource("AWS::SQS::QueuePolicy", id == null ? event.logicalId() + "QueuePolicy" : id)
                .set("PolicyDocument", Json.object("Version", Policies.VERSION, "Statement", Json.array(statement)))
                .set("Queues", Json.array(queueUrl));
    }

    private static List<CfnResource> mapping(
            Event event,
            FunctionTarget function,
            EventSourceMappings mappings,
            JsonNode queueArn,
            @Nullable JsonNode batchSize,
            @Nullable JsonNode enabled) {
        ObjectNode declaration = Json.object(
                "Type",
                "SQS",
                "Properties",
                Json.object(
                        "Queue",
                        queueArn,
                        "BatchSize",
                        Json.truthy(batchSize) ? batchSize : Json.node(10),
                        "Enabled",
                        Json.truthy(enabled) ? enabled : Json.node(true)));
        PropertySchema schema = Objects.requireNonNull(PropertySchema.table().get("Function/SQS"));
        Event queue =
                new Event(event.name(), SamResource.of(event.logicalId() + "EventSourceMapping", declaration, schema));
        return mappings.transform(queue, function);
    }

    /** The id of the user pool that an event names, which must be in the template. */
    String poolId(Event event) {
        JsonNode referred = Json.get(event.get("UserPool"), "Ref");
        if (referred != null && !referred.isString()) {
            throw event.invalidByFullId("Ref in Userpool is not a string.");
        }
        String id = Json.text(referred);
        if (id == null || work.declared(id) == null) {
            throw event.invalid("Cognito events must reference a Cognito UserPool in the same template.");
        }
        return id;
    }

    List<CfnResource> userPool(Event event, FunctionTarget function) {
        String poolId = poolId(event);
        ObjectNode pool = (ObjectNode) work.declared().get(poolId);
        CfnResource permission = function.permission(
                function.connected().logicalId() + "Cognito",
                "",
                "cognito-idp.amazonaws.com",
                Intrinsics.getAtt(poolId, "Arn"));
        ObjectNode config = Json.child(Json.child(pool, "Properties"), "LambdaConfig");
        JsonNode triggers = event.get("Trigger");
        for (JsonNode trigger : Json.asList(triggers)) {
            String name = trigger.asString("");
            if (config.has(name)) {
                throw event.invalid("Cognito trigger \"%s\" defined multiple times."
                        .formatted(triggers == null ? name : PythonText.of(triggers)));
            }
            // Two of the triggers take a version beside the function.
            config.set(
                    name,
                    name.equals("CustomEmailSender") || name.equals("CustomSMSSender")
                            ? Json.object("LambdaArn", function.arn(), "LambdaVersion", "V1_0")
                            : function.arn());
        }
        work.resources().set(poolId, pool.deepCopy());
        return Workspace.resourcesOf(permission);
    }
}

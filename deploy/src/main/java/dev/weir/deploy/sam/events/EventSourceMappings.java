package dev.weir.deploy.sam.events;

import dev.weir.deploy.sam.model.CfnResource;
import dev.weir.deploy.sam.model.Intrinsics;
import dev.weir.deploy.sam.model.Json;
import dev.weir.deploy.sam.model.Policies;
import dev.weir.deploy.sam.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events that Lambda fetches: from queues, streams, brokers and databases, each an event source mapping. */
final class EventSourceMappings {
    /** The types of event, with the property that names the source. */
    static final Map<String, String> SOURCES = Map.of(
            "SQS", "Queue",
            "DynamoDB", "Stream",
            "Kinesis", "Stream",
            "MSK", "Stream",
            "MQ", "Broker",
            "SelfManagedKafka", "",
            "DocumentDB", "Cluster");

    private static final Map<String, String> MANAGED_POLICIES = Map.of(
            "SQS", "AWSLambdaSQSQueueExecutionRole",
            "DynamoDB", "AWSLambdaDynamoDBExecutionRole",
            "Kinesis", "AWSLambdaKinesisExecutionRole",
            "MSK", "AWSLambdaMSKExecutionRole");

    private static final List<String> COPIED = List.of(
            "StartingPosition",
            "StartingPositionTimestamp",
            "BatchSize",
            "Enabled",
            "MaximumBatchingWindowInSeconds",
            "MaximumRetryAttempts",
            "BisectBatchOnFunctionError",
            "MaximumRecordAgeInSeconds",
            "ParallelizationFactor",
            "Topics",
            "Queues",
            "SourceAccessConfigurations",
            "TumblingWindowInSeconds",
            "FunctionResponseTypes",
            "FilterCriteria",
            "KmsKeyArn",
            "ScalingConfig",
            "ProvisionedPollerConfig",
            "MetricsConfig",
            "LoggingConfig");

    private static final Set<String> KAFKA_SECRETS =
            Set.of("SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH");

    private final Workspace work;

    EventSourceMappings(Workspace work) {
        this.work = work;
    }

    List<CfnResource> transform(Event event, FunctionTarget function) {
        CfnResource mapping = function.resource("AWS::Lambda::EventSourceMapping", event.logicalId())
                .set("FunctionName", function.name())
                .set("EventSourceArn", event.get(SOURCES.getOrDefault(event.type(), "")));
        COPIED.forEach(property -> mapping.set(property, event.get(property)));
        checkFilter(event);
        JsonNode servers = event.get("KafkaBootstrapServers");
        if (Json.truthy(servers)) {
            mapping.set(
                    "SelfManagedEventSource", Json.object("Endpoints", Json.object("KafkaBootstrapServers", servers)));
        }
        setKafkaConfig(event, mapping);
        ObjectNode destinationPolicy = setDestination(event, mapping);
        if (event.type().equals("DocumentDB")) {
            JsonNode collection = event.get("CollectionName");
            JsonNode document = event.get("FullDocument");
            mapping.set(
                    "DocumentDBEventSourceConfig",
                    Json.object(
                            "DatabaseName",
                            event.get("DatabaseName"),
                            "CollectionName",
                            Json.truthy(collection) ? collection : null,
                            "FullDocument",
                            Json.truthy(document) ? document : null));
        }
        ObjectNode policy = policy(event);
        if (function.role() != null) {
            permit(event, function.role(), policy, destinationPolicy);
        }
        return Workspace.resourcesOf(mapping);
    }

    private static void checkFilter(Event event) {
        JsonNode filter = event.get("FilterCriteria");
        if (Json.truthy(filter)
                && !Intrinsics.isIntrinsic(filter)
                && !Json.keys(filter).equals(Set.of("Filters"))) {
            throw event.invalid("FilterCriteria field has a wrong format");
        }
    }

    private static void setKafkaConfig(Event event, CfnResource mapping) {
        JsonNode group = event.get("ConsumerGroupId");
        JsonNode registry = event.get("SchemaRegistryConfig");
        if (!Json.truthy(group) && !Json.truthy(registry)) {
            return;
        }
        String property =
                switch (event.type()) {
                    case "MSK" -> "AmazonManagedKafkaEventSourceConfig";
                    case "SelfManagedKafka" -> "SelfManagedKafkaEventSourceConfig";
                    default ->
                        throw event.invalidByFullId("Property %s not defined for resource of type %s."
                                .formatted(
                                        Json.truthy(group) ? "ConsumerGroupId" : "SchemaRegistryConfig", event.type()));
                };
        if (Json.truthy(registry)) {
            for (String field : List.of("SchemaRegistryURI", "EventRecordFormat", "SchemaValidationConfigs")) {
                if (!Json.truthy(Json.get(registry, field))) {
                    throw event.invalid("Missing required field %s in SchemaRegistryConfig".formatted(field));
                }
            }
        }
        mapping.set(
                property,
                Json.object(
                        "ConsumerGroupId",
                        Json.truthy(group) ? group : null,
                        "SchemaRegistryConfig",
                        Json.truthy(registry) ? registry : null));
    }

    private @Nullable ObjectNode setDestination(Event event, CfnResource mapping) {
        JsonNode declared = event.get("DestinationConfig");
        if (!Json.truthy(declared) || declared == null) {
            return null;
        }
        if (!(Json.get(declared, "OnFailure") instanceof ObjectNode)) {
            throw event.invalidByFullId("Property 'DestinationConfig.OnFailure' should be a map.");
        }
        ObjectNode config = (ObjectNode) declared.deepCopy();
        ObjectNode onFailure = Json.child(config, "OnFailure");
        JsonNode type = Json.get(onFailure, "Type");
        onFailure.remove("Type");
        mapping.set("DestinationConfig", config);
        if (!Json.truthy(type) || type == null) {
            return null;
        }
        JsonNode arn = Json.get(onFailure, "Destination");
        JsonNode target = arn == null ? Json.object().nullNode() : arn;
        return switch (type.asString("")) {
            case "SQS" -> Policies.sendMessage(target, event.logicalId());
            case "SNS" -> Policies.publish(target, event.logicalId());
            case "S3" -> BucketPolicy.write(target, event.logicalId());
            case "Kafka" -> null;
            default ->
                throw event.invalidByFullId("The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'");
        };
    }

    private void permit(
            Event event, CfnResource role, @Nullable ObjectNode policy, @Nullable ObjectNode destinationPolicy) {
        String managed = MANAGED_POLICIES.get(event.type());
        if (managed != null) {
            Json.addOnce(
                    Json.childList(role.properties(), "ManagedPolicyArns"),
                    Json.node(work.arns().managedPolicy("service-role/" + managed)));
        }
        addPolicy(role, policy);
        addPolicy(role, destinationPolicy);
    }

    private static void addPolicy(CfnResource role, @Nullable ObjectNode policy) {
        if (policy == null) {
            return;
        }
        ArrayNode policies = Json.childList(role.properties(), "Policies");
        JsonNode document = policy.get("PolicyDocument");
        boolean present =
                Json.items(policies).stream().anyMatch(one -> document.equals(Json.get(one, "PolicyDocument")));
        if (!present) {
            policies.add(policy);
        }
    }

    private @Nullable ObjectNode policy(Event event) {
        return switch (event.type()) {
            case "MSK" -> mskPolicy(event);
            case "MQ" -> brokerPolicy(event);
            case "DocumentDB" -> documentPolicy(event);
            case "SelfManagedKafka" -> kafkaPolicy(event);
            default -> null;
        };
    }

    private static @Nullable ObjectNode mskPolicy(Event event) {
        for (JsonNode access : Json.items(event.get("SourceAccessConfigurations"))) {
            JsonNode uri = Json.get(access, "URI");
            if ("CLIENT_CERTIFICATE_TLS_AUTH".equals(Json.text(access, "Type")) && Json.truthy(uri) && uri != null) {
                return named("MSKExecutionRolePolicy", List.of(readSecret(uri)));
            }
        }
        return null;
    }

    private static ObjectNode named(String name, List<ObjectNode> statements) {
        return Json.object("PolicyName", name, "PolicyDocument", Json.object("Statement", statements));
    }

    private static ObjectNode allow(JsonNode resource, String... actions) {
        return Json.object("Action", List.of(actions), "Effect", "Allow", "Resource", resource);
    }

    private static ObjectNode readSecret(JsonNode uri) {
        return allow(uri, "secretsmanager:GetSecretValue");
    }

    private static JsonNode key(Event event) {
        String id = event.expect().text(event.get("SecretsManagerKmsKeyId"), "SecretsManagerKmsKeyId");
        return Intrinsics.sub("arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/" + id);
    }

    private static ObjectNode brokerPolicy(Event event) {
        JsonNode secret = requiredSecret(event, List.of("BASIC_AUTH", "VIRTUAL_HOST"));
        JsonNode broker = event.get("Broker");
        List<ObjectNode> statements = new ArrayList<>();
        statements.add(readSecret(secret));
        statements.add(allow(broker == null ? secret : broker, "mq:DescribeBroker"));
        if (event.has("SecretsManagerKmsKeyId")) {
            statements.add(Json.object("Action", "kms:Decrypt", "Effect", "Allow", "Resource", key(event)));
        }
        boolean dynamic = event.has("DynamicPolicyName");
        return named(dynamic ? event.logicalId() + "AMQPolicy" : "SamAutoGeneratedAMQPolicy", statements);
    }

    private static ObjectNode documentPolicy(Event event) {
        JsonNode secret = requiredSecret(event, List.of("BASIC_AUTH"));
        JsonNode cluster = event.get("Cluster");
        String account = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:";
        List<ObjectNode> statements = new ArrayList<>();
        statements.add(readSecret(secret));
        statements.add(allow(Intrinsics.sub(account + "cluster-pg:*"), "rds:DescribeDBClusterParameters"));
        statements.add(allow(Intrinsics.sub(account + "subgrp:*"), "rds:DescribeDBSubnetGroups"));
        statements.add(allow(cluster == null ? secret : cluster, "rds:DescribeDBClusters"));
        statements.add(allow(
                Json.node("*"),
                "ec2:CreateNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeVpcs",
                "ec2:DescribeSubnets",
                "ec2:DescribeSecurityGroups"));
        if (event.has("SecretsManagerKmsKeyId")) {
            statements.add(allow(key(event), "kms:Decrypt"));
        }
        return named("SamAutoGeneratedDocumentDBPolicy", statements);
    }

    private static JsonNode requiredSecret(Event event, List<String> supported) {
        JsonNode declared = event.get("SourceAccessConfigurations");
        if (!Json.truthy(declared)) {
            throw event.invalid("No SourceAccessConfigurations for Amazon %s event provided.".formatted(event.type()));
        }
        if (declared == null || !declared.isArray()) {
            throw event.invalid("Provided SourceAccessConfigurations cannot be parsed into a list.");
        }
        JsonNode secret = null;
        for (int i = 0; i < declared.size(); i++) {
            ObjectNode access = event.expect().map(declared.get(i), "SourceAccessConfigurations[%d]".formatted(i));
            String type =
                    event.expect().text(Json.get(access, "Type"), "SourceAccessConfigurations[%d].Type".formatted(i));
            if (!supported.contains(type)) {
                throw event.invalid(
                        "Invalid property Type specified in SourceAccessConfigurations. The supported values are: ['%s']."
                                .formatted(String.join("', '", supported)));
            }
            if (type.equals("BASIC_AUTH")) {
                if (secret != null) {
                    throw event.invalid("Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.");
                }
                secret = Json.get(access, "URI");
                if (!Json.truthy(secret)) {
                    throw event.invalid("No BASIC_AUTH URI property specified in SourceAccessConfigurations.");
                }
            }
        }
        if (secret == null) {
            throw event.invalid("No BASIC_AUTH property specified in SourceAccessConfigurations.");
        }
        return secret;
    }

    private static ObjectNode kafkaPolicy(Event event) {
        if (!event.has("KafkaBootstrapServers")) {
            throw event.invalid("No KafkaBootstrapServers provided for self managed kafka as an event source");
        }
        JsonNode topics = event.get("Topics");
        if (!Json.truthy(topics) || topics == null) {
            throw event.invalid("No Topics provided for self managed kafka as an event source");
        }
        if (topics.size() != 1) {
            throw event.invalid("Topics for self managed kafka only supports single configuration entry.");
        }
        JsonNode declared = event.get("SourceAccessConfigurations");
        if (!Json.truthy(declared) || declared == null) {
            throw event.invalid("No SourceAccessConfigurations for self managed kafka event provided.");
        }
        if (!declared.isArray()) {
            throw event.invalid("SourceAccessConfigurations for self managed kafka event should be a list.");
        }
        JsonNode secret = null;
        JsonNode authority = null;
        boolean subnet = false;
        boolean group = false;
        for (JsonNode access : Json.items(declared)) {
            event.source().expect().map(access, "SourceAccessConfigurations");
            String type = String.valueOf(Json.text(access, "Type"));
            JsonNode uri = Json.get(access, "URI");
            if (type.equals("VPC_SUBNET")) {
                checkUri(event, uri, type);
                subnet = true;
            } else if (type.equals("VPC_SECURITY_GROUP")) {
                checkUri(event, uri, type);
                group = true;
            } else if (type.equals("SERVER_ROOT_CA_CERTIFICATE")) {
                checkUri(event, uri, type);
                authority = uri;
            } else if (KAFKA_SECRETS.contains(type)) {
                if (secret != null) {
                    throw event.invalid("Multiple auth mechanism properties specified in SourceAccessConfigurations"
                            + " for self managed kafka event.");
                }
                checkUri(event, uri, "auth mechanism");
                secret = uri;
            } else {
                throw event.invalid("Invalid SourceAccessConfigurations Type provided for self managed kafka event.");
            }
        }
        if (subnet != group) {
            throw event.invalid("VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations for SelfManagedKafka"
                    + " must be both provided.");
        }
        List<ObjectNode> statements = new ArrayList<>();
        if (secret != null) {
            statements.add(readSecret(secret));
        }
        if (authority != null) {
            statements.add(readSecret(secret == null ? authority : secret));
        }
        if (subnet) {
            statements.add(allow(
                    Json.node("*"),
                    "ec2:CreateNetworkInterface",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DeleteNetworkInterface",
                    "ec2:DescribeVpcs",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeSecurityGroups"));
        }
        if (event.has("SecretsManagerKmsKeyId")) {
            statements.add(allow(key(event), "kms:Decrypt"));
        }
        ObjectNode policy = named("SelfManagedKafkaExecutionRolePolicy", statements);
        Json.child(policy, "PolicyDocument").put("Version", Policies.VERSION);
        return policy;
    }

    private static void checkUri(Event event, @Nullable JsonNode uri, String what) {
        if (!Json.truthy(uri)) {
            throw event.invalid(
                    ("No %s URI property specified in SourceAccessConfigurations for self managed kafka" + " event.")
                            .formatted(what));
        }
        if (uri != null && !uri.isString() && !Intrinsics.isIntrinsic(uri)) {
            throw event.invalid(("Wrong Type for %s URI property specified in SourceAccessConfigurations for self"
                            + " managed kafka event.")
                    .formatted(what));
        }
    }
}

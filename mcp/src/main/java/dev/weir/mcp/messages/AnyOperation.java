package dev.weir.mcp.messages;

import dev.weir.mcp.client.RefusedException;
import dev.weir.mcp.client.WeirClient;
import dev.weir.mcp.tool.Answer;
import dev.weir.mcp.tool.Call;
import dev.weir.mcp.tool.Fields;
import dev.weir.mcp.tool.Offer;
import dev.weir.mcp.tool.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Any operation of any service, for what no other tool does. */
public final class AnyOperation implements Offer {
    private static final Pattern READING =
            Pattern.compile("(get|list|describe|batchGet|head|search|test|validate|lookup)[A-Z].*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    /** They begin as reading ones do and change something: a cursor, or a message's place. */
    private static final Set<String> CHANGING =
            Set.of("getActivityTask", "testInvokeMethod", "testInvokeAuthorizer", "testState");

    /** They show what users have stored, or configuration that may hold secrets. */
    private static final Pattern SHOWING = Pattern.compile(
            "(getItem|batchGetItem|transactGetItems|query|scan|getRecords|getObject.*|getLogEvents|getLogRecord|filterLogEvents"
                    + "|getQueryResults|getSecretValue|batchGetSecretValue|getParameters?.*|getFunction|getFunctionConfiguration"
                    + "|listFunctions|listVersionsByFunction|getExecutionHistory|describeExecution|executeStatement|batchExecuteStatement"
                    + "|getExport|getStageS?|getConnection|getApiKeys?|receiveMessage)");

    private static final Set<String> READING_DATA = Set.of("query", "scan", "transactGetItems");

    @Override
    public List<Tool> tools() {
        return List.of(Tool.of(
                        "call_aws",
                        "Call any AWS operation",
                        "Calls one operation of one service on this weir, for what no other tool does: DynamoDB items, S3, Kinesis,"
                                + " IAM, API Gateway, Scheduler, Pipes, Logs … Names are those of the AWS SDK for Java; parameters"
                                + " are the request's, names with a capital letter. E.g. service dynamodb, operation putItem,"
                                + " parameters {\"TableName\":\"orders\",\"Item\":{\"id\":{\"S\":\"1\"}}}.")
                .input(Fields.none()
                        .need(
                                "service",
                                Fields.text(
                                        "dynamodb, s3, kinesis, iam, cloudwatchlogs, eventbridge, sfn, scheduler …"))
                        .need("operation", Fields.text("such as putItem"))
                        .may("parameters", Fields.object("of the request")))
                .output(Fields.none().open())
                .openWorld()
                .doesAnything(AnyOperation::called));
    }

    private static Answer called(Call call) {
        String service = call.text("service").toLowerCase(Locale.ROOT);
        String given = call.text("operation");
        if (!NAME.matcher(given).matches() || !NAME.matcher(service).matches()) {
            throw new RefusedException("", "`service` and `operation` are names, such as sqs and sendMessage");
        }
        String operation = Character.toLowerCase(given.charAt(0)) + given.substring(1);
        boolean reads = (READING.matcher(operation).matches() || READING_DATA.contains(operation))
                && !CHANGING.contains(operation);
        if (!reads) {
            call.guard().requireWrite();
            if (call.guard().confines()) {
                throw new RefusedException(
                        "",
                        "call_aws only reads where changes are confined to some resources: it cannot tell which one an"
                                + " operation changes. Use the tool for that kind of resource.");
            }
        }
        if (SHOWING.matcher(operation).matches()) {
            call.guard().requireSensitive();
        }
        JsonNode parameters = call.node("parameters");
        ObjectNode request = parameters instanceof ObjectNode object ? object : WeirClient.object();
        return Answer.of(call.weir().aws(service, operation, request));
    }
}

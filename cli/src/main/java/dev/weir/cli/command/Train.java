package dev.weir.cli.command;

import dev.weir.server.StartException;
import dev.weir.server.Weir;
import dev.weir.server.WeirConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs typical requests through a weir of its own, so that the JVM learns what a start needs. */
@Command(name = "train", hidden = true, description = "Makes the launcher's start-up cache.")
public final class Train implements Callable<Integer> {
    private static final int ROUNDS = 20;

    /** A request of each protocol. */
    private static final String[][] REQUESTS = {
        {"sqs", "application/x-amz-json-1.0", "AmazonSQS.CreateQueue", "/", "{\"QueueName\":\"train\"}"},
        {
            "sqs",
            "application/x-amz-json-1.0",
            "AmazonSQS.SendMessage",
            "/",
            "{\"QueueUrl\":\"http://127.0.0.1/000000000000/train\",\"MessageBody\":\"train\"}"
        },
        {
            "sqs",
            "application/x-amz-json-1.0",
            "AmazonSQS.ReceiveMessage",
            "/",
            "{\"QueueUrl\":\"http://127.0.0.1/000000000000/train\"}"
        },
        {"sts", "application/x-www-form-urlencoded", "", "/", "Action=GetCallerIdentity&Version=2011-06-15"},
        {"sns", "application/x-www-form-urlencoded", "", "/", "Action=CreateTopic&Version=2010-03-31&Name=train"},
        {"dynamodb", "application/x-amz-json-1.0", "DynamoDB_20120810.ListTables", "/", "{}"},
        {
            "dynamodb",
            "application/x-amz-json-1.0",
            "DynamoDB_20120810.CreateTable",
            "/",
            "{\"TableName\":\"train\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":\"k\","
                    + "\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}]}"
        },
        {
            "dynamodb",
            "application/x-amz-json-1.0",
            "DynamoDB_20120810.PutItem",
            "/",
            "{\"TableName\":\"train\",\"Item\":{\"k\":{\"S\":\"1\"}}}"
        },
        {
            "dynamodb",
            "application/x-amz-json-1.0",
            "DynamoDB_20120810.GetItem",
            "/",
            "{\"TableName\":\"train\",\"Key\":{\"k\":{\"S\":\"1\"}}}"
        },
        {"lambda", "", "", "/2015-03-31/functions/", ""},
        {"s3", "", "", "/", ""},
        {"events", "application/x-amz-json-1.1", "AWSEvents.ListRules", "/", "{}"},
        {"logs", "application/x-amz-json-1.1", "Logs_20140328.DescribeLogGroups", "/", "{}"},
        {"cloudformation", "application/x-www-form-urlencoded", "", "/", "Action=ListStacks&Version=2010-05-15"},
    };

    @Parameters(paramLabel = "DIR", description = "an empty directory for the state of that weir")
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Override
    public Integer call() throws IOException, StartException {
        // A start that finds nothing, and one that finds what the first has left.
        run(ROUNDS);
        run(1);
        return 0;
    }

    private void run(int rounds) throws IOException, StartException {
        WeirConfig config = WeirConfig.ephemeral()
                .withPort(0)
                .withStorage(new WeirConfig.Storage.Directory(data, WeirConfig.Durability.PROCESS));
        try (Weir weir = Weir.start(config)) {
            for (int round = 0; round < rounds; round++) {
                send(weir, "GET", "/_weir/health", "", "", "", "");
                send(weir, "GET", "/_weir/status", "", "", "", "");
                for (String[] request : REQUESTS) {
                    String method = request[4].isEmpty() ? "GET" : "POST";
                    send(weir, method, request[3], request[0], request[1], request[2], request[4]);
                }
            }
        }
    }

    private static void send(
            Weir weir, String method, String path, String service, String type, String target, String body)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(weir.endpoint() + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        if (!service.isEmpty()) {
            connection.setRequestProperty(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service
                            + "/aws4_request, SignedHeaders=host, Signature=train");
        }
        if (!target.isEmpty()) {
            connection.setRequestProperty("X-Amz-Target", target);
        }
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", type);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        // The answers do not matter: a service that is not there yet trains the way there all the same.
        try (var in = connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (in != null) {
                in.readAllBytes();
            }
        }
    }
}

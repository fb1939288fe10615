package dev.weir.tests.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weir.junit.WeirServer;
import dev.weir.tests.Clients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An application with a real function, run again and again from one seed. */
@Timeout(180)
class SimulationTest {
    private static final int RUNS = 5;
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    /** Once for all runs: an archive has its time in it. */
    private static final SdkBytes CODE = Zips.zip(Map.of("index.js", """
            const call = (operation, body) => fetch(process.env.AWS_ENDPOINT_URL, {
                method: 'POST',
                headers: {
                    'content-type': 'application/x-amz-json-1.0',
                    'x-amz-target': 'AmazonSQS.' + operation,
                    'x-amz-security-token': process.env.AWS_SESSION_TOKEN,
                    authorization: `AWS4-HMAC-SHA256 Credential=${process.env.AWS_ACCESS_KEY_ID}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
                },
                body: JSON.stringify(body),
            });
            exports.handler = async (event) => {
                const batchItemFailures = [];
                for (const record of event.Records) {
                    if (record.body === '5') {
                        batchItemFailures.push({ itemIdentifier: record.messageId });
                        continue;
                    }
                    const answer = await call('SendMessage', { QueueUrl: process.env.OUT, MessageBody: 'done ' + record.body });
                    if (answer.status !== 200) throw new Error(await answer.text());
                    await answer.json();
                }
                return { batchItemFailures };
            }
            """));

    @Test
    void theSameSeedGivesTheSameJournalByteForByte() throws Exception {
        Run first = run(7);
        assertTrue(first.journal().contains("\"lambda.Return\""), first.journal());
        assertTrue(first.journal().contains("sqs.SendMessage"), first.journal());
        assertEquals(11, first.done());
        for (int i = 1; i < RUNS; i++) {
            Run again = run(7);
            assertEquals(first.journal(), again.journal(), "run " + (i + 1));
            assertEquals(first.reports(), again.reports());
        }
        assertNotEquals(first.journal(), run(8).journal());
    }

    private record Run(String journal, List<String> reports, int done) {}

    private static Run run(long seed) throws Exception {
        try (WeirServer weir = WeirServer.simulated(seed)) {
            SqsClient sqs = Clients.of(weir, SqsClient.builder());
            LambdaClient lambda = Clients.of(weir, LambdaClient.builder());
            sqs.createQueue(r -> r.queueName("dead"));
            String out = sqs.createQueue(r -> r.queueName("out")).queueUrl();
            String in = sqs.createQueue(r -> r.queueName("in")
                            .attributes(Map.of(
                                    QueueAttributeName.REDRIVE_POLICY,
                                    "{\"deadLetterTargetArn\":\"" + ARN + "dead\",\"maxReceiveCount\":\"2\"}")))
                    .queueUrl();
            // The port is chosen by the system, and is no part of the scenario.
            String host = URI.create(out).getRawSchemeSpecificPart().replaceAll(":[0-9]+/", "/");
            lambda.createFunction(Zips.node("f", "")
                    .code(c -> c.zipFile(CODE))
                    .environment(e -> e.variables(Map.of("OUT", "http:" + host)))
                    .build());
            lambda.createEventSourceMapping(r -> r.functionName("f")
                    .eventSourceArn(ARN + "in")
                    .batchSize(3)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
            for (int i = 0; i < 12; i++) {
                String body = Integer.toString(i);
                sqs.sendMessage(r -> r.queueUrl(in).messageBody(body));
            }
            weir.untilQuiet();
            List<String> reports = Clients.of(weir, CloudWatchLogsClient.builder())
                    .filterLogEvents(r -> r.logGroupName("/aws/lambda/f").filterPattern("REPORT"))
                    .events()
                    .stream()
                    .map(event -> event.timestamp() + " " + event.message())
                    .toList();
            int done =
                    Integer.parseInt(sqs.getQueueAttributes(r -> r.queueUrl(out).attributeNames(QueueAttributeName.ALL))
                            .attributes()
                            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
            return new Run(journal(weir), reports, done);
        }
    }

    private static String journal(WeirServer weir) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(weir.endpoint().resolve("/_weir/journal?limit=10000"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

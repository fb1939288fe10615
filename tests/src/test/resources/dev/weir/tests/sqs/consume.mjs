// Handles messages of a queue with sqs-consumer until nothing comes any more; says what it did.
import { Consumer } from "sqs-consumer";
import { SQSClient } from "@aws-sdk/client-sqs";

const [endpoint, region, queueUrl, expected] = process.argv.slice(2);
const handled = [];
let failures = 0;
const consumer = Consumer.create({
    queueUrl,
    sqs: new SQSClient({ endpoint, region, credentials: { accessKeyId: "000000000000", secretAccessKey: "x" } }),
    batchSize: 10,
    waitTimeSeconds: 1,
    visibilityTimeout: 30,
    terminateVisibilityTimeout: true,
    messageSystemAttributeNames: ["All"],
    messageAttributeNames: ["All"],
    handleMessage: async (message) => {
        if (message.Body === "poison") {
            throw new Error("cannot be handled");
        }
        handled.push(`${message.Body}:${message.MessageAttributes.kind.StringValue}`);
        return message;
    },
});
consumer.on("processing_error", () => failures++);
consumer.on("error", (error) => fail(error));
consumer.on("empty", () => {
    if (handled.length >= Number(expected)) {
        consumer.stop();
    }
});
consumer.on("stopped", () => {
    console.log(JSON.stringify({ handled: handled.sort(), failures }));
    process.exit(0);
});
consumer.start();

function fail(error) {
    console.log(String(error));
    process.exit(1);
}

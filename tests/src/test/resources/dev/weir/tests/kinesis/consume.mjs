// Puts, reads, reshards and subscribes with the SDK for JavaScript, and says what it saw.
import {
  CreateStreamCommand, DescribeStreamSummaryCommand, GetRecordsCommand, GetShardIteratorCommand, KinesisClient,
  ListShardsCommand, PutRecordCommand, PutRecordsCommand, RegisterStreamConsumerCommand,
  DescribeStreamConsumerCommand, SubscribeToShardCommand, waitUntilStreamExists,
} from "@aws-sdk/client-kinesis";

const [endpoint, region] = process.argv.slice(2);
const client = new KinesisClient({ endpoint, region });
const StreamName = "js";
await client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
await waitUntilStreamExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { StreamName });
const text = (bytes) => new TextDecoder().decode(bytes);
const put = await client.send(new PutRecordCommand({
  StreamName, PartitionKey: "k", Data: new TextEncoder().encode("one"),
}));
const many = await client.send(new PutRecordsCommand({
  StreamName,
  Records: ["two", "three"].map((each) => ({ PartitionKey: "k", Data: new TextEncoder().encode(each) })),
}));
const { Shards } = await client.send(new ListShardsCommand({ StreamName }));
const { ShardIterator } = await client.send(new GetShardIteratorCommand({
  StreamName, ShardId: Shards[0].ShardId, ShardIteratorType: "TRIM_HORIZON",
}));
const { Records } = await client.send(new GetRecordsCommand({ ShardIterator }));
const summary = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
const { Consumer } = await client.send(new RegisterStreamConsumerCommand({
  StreamARN: summary.StreamDescriptionSummary.StreamARN, ConsumerName: "c",
}));
for (let status = ""; status !== "ACTIVE";) {
  await new Promise((done) => setTimeout(done, 200));
  const described = await client.send(new DescribeStreamConsumerCommand({ ConsumerARN: Consumer.ConsumerARN }));
  status = described.ConsumerDescription.ConsumerStatus;
}
const { EventStream } = await client.send(new SubscribeToShardCommand({
  ConsumerARN: Consumer.ConsumerARN,
  ShardId: Shards[0].ShardId,
  StartingPosition: { Type: "AT_SEQUENCE_NUMBER", SequenceNumber: put.SequenceNumber },
}));
const pushed = [];
for await (const event of EventStream) {
  pushed.push(...event.SubscribeToShardEvent.Records.map((record) => text(record.Data)));
  if (pushed.length >= 3) {
    break;
  }
}
console.log(JSON.stringify({
  failed: many.FailedRecordCount,
  read: Records.map((record) => text(record.Data)),
  arrived: Records[0].ApproximateArrivalTimestamp instanceof Date,
  pushed,
}));
process.exit(0);

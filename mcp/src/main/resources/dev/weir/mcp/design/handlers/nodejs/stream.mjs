// Everything from the first failure on is tried again, so that order is kept.
export const handler = async (event) => {
  for (const record of event.Records) {
    const position = (record.kinesis ?? record.dynamodb).SequenceNumber ?? record.kinesis?.sequenceNumber;
    try {
      await work(record);
    } catch (error) {
      console.error(JSON.stringify({ message: "failed", position, error: String(error) }));
      return { batchItemFailures: [{ itemIdentifier: position }] };
    }
  }
  return { batchItemFailures: [] };
};

// A record may come more than once: doing this twice must be as good as once.
const work = async (record) => {
  console.log(JSON.stringify({ message: "working", id: record.eventID, kind: record.eventName }));
};

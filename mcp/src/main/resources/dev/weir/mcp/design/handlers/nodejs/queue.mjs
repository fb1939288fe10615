// Only what is named here is given back to the queue; the rest of the batch is deleted.
export const handler = async (event) => {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await work(record);
    } catch (error) {
      console.error(JSON.stringify({ message: "failed", id: record.messageId, error: String(error) }));
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};

// A message may come more than once: doing this twice must be as good as once.
const work = async (record) => {
  console.log(JSON.stringify({ message: "working", id: record.messageId, body: record.body }));
};

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const orders = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const workflows = new SFNClient({});

/** POST /orders/{order}/decision: the answer of a person, with which the workflow goes on. */
export const handler = async (event) => {
  const { order } = event.pathParameters;
  let decision;
  try {
    decision = JSON.parse(event.body ?? '');
  } catch {
    return answer(400, { message: 'the body is not JSON' });
  }
  if (typeof decision.approved !== 'boolean' || !decision.by) {
    return answer(400, { message: 'a decision is {"approved": true or false, "by": "a name"}' });
  }
  const { Item: asked } = await orders.send(
    new GetCommand({ TableName: process.env.ORDERS_TABLE, Key: { order }, ConsistentRead: true }),
  );
  if (!asked?.token) {
    return answer(404, { message: `nobody was asked about ${order}` });
  }
  try {
    const output = JSON.stringify({ approved: decision.approved, by: decision.by });
    await workflows.send(new SendTaskSuccessCommand({ taskToken: asked.token, output }));
  } catch (error) {
    // Decided before, or too late: the token can be used once, and only while the task waits.
    if (error.name !== 'TaskTimedOut' && error.name !== 'TaskDoesNotExist' && error.name !== 'InvalidToken') throw error;
    return answer(409, { message: `${order} is no longer to be decided`, why: error.name });
  }
  return answer(200, { order, approved: decision.approved });
};

const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

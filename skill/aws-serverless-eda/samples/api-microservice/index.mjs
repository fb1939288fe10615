// Notes over HTTP. A POST that is sent again with its Idempotency-Key makes no second note and gets the same answer.
import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});
const TableName = process.env.NOTES;

export const handler = async (event) => {
  switch (event.routeKey) {
    case 'POST /notes':
      return create(event.headers['idempotency-key'], parsed(event));
    case 'GET /notes/{id}':
      return read(event.pathParameters.id);
    default:
      return answer(404, { message: 'no such route' });
  }
};

const parsed = (event) => {
  try {
    const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body;
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const create = async (key, note) => {
  if (!key || typeof note?.text !== 'string') {
    return answer(400, { message: 'an Idempotency-Key and a text are needed' });
  }
  const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
  try {
    await dynamodb.send(new PutItemCommand({
      TableName,
      Item: { id: { S: id }, text: { S: note.text } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
    if (error.Item.text.S !== note.text) {
      return answer(422, { message: 'this Idempotency-Key was used for something else' });
    }
  }
  return answer(201, { id, text: note.text });
};

const read = async (id) => {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  return Item ? answer(200, { id, text: Item.text.S }) : answer(404, { message: 'no such note' });
};

const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

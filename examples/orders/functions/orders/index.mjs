import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

const table = process.env.ORDERS_TABLE;
const orders = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event) => {
  switch (event.routeKey) {
    case 'POST /orders':
      return place(event);
    case 'GET /orders/{id}':
      return read(event.pathParameters.id);
    default:
      return answer(404, { message: `no route ${event.routeKey}` });
  }
};

const place = async (event) => {
  let request;
  try {
    request = JSON.parse(event.body ?? '');
  } catch {
    return answer(400, { message: 'the body is not JSON' });
  }
  const problem = invalid(request);
  if (problem) {
    return answer(400, { message: problem });
  }
  const total = request.items.reduce((sum, item) => sum + item.price * item.quantity, 0);
  const order = {
    id: randomUUID(),
    customer: request.customer,
    country: request.country,
    items: request.items,
    total,
    status: 'PLACED',
  };
  // A retry of the same request must not overwrite an order that is under way.
  await orders.send(
    new PutCommand({ TableName: table, Item: order, ConditionExpression: 'attribute_not_exists(id)' }),
  );
  return answer(201, { id: order.id, total });
};

const read = async (id) => {
  const { Item: order } = await orders.send(new GetCommand({ TableName: table, Key: { id } }));
  return order ? answer(200, order) : answer(404, { message: `no order ${id}` });
};

const invalid = (request) => {
  if (!request.customer) return 'an order needs a customer';
  if (!request.country) return 'an order needs a country to be sent to';
  if (!Array.isArray(request.items) || request.items.length === 0) return 'an order needs items';
  const bad = request.items.find((item) => !item.sku || !(item.quantity > 0) || !(item.price >= 0));
  return bad ? `not an item: ${JSON.stringify(bad)}` : null;
};

const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

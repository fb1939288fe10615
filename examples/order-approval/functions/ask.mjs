import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const orders = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Puts an order before somebody. The task waits for the answer under its token, which replaces that of whoever was asked before. */
export const handler = async ({ order, asked, token }) => {
  await orders.send(
    new UpdateCommand({
      TableName: process.env.ORDERS_TABLE,
      Key: { order },
      UpdateExpression: 'SET #state = :state, asked = :asked, #token = :token',
      ExpressionAttributeNames: { '#state': 'state', '#token': 'token' },
      ExpressionAttributeValues: { ':state': 'waiting', ':asked': asked, ':token': token },
    }),
  );
};

// Withdraws from an account whose events are its only state; two commands at once never overwrite one another's event.
import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});
const TableName = process.env.EVENTS;
const ATTEMPTS = 5;

export const handler = async ({ account, type, amount, commandId }) => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { version, balance, commands } = await load(account);
    if (commands.has(commandId)) {
      return { accepted: true, version, balance };
    }
    const change = type === 'Withdrawn' ? -amount : amount;
    if (balance + change < 0) {
      return { accepted: false, version, balance };
    }
    if (await append(account, version + 1, { type, change, commandId })) {
      return { accepted: true, version: version + 1, balance: balance + change };
    }
    // Somebody else was first: decide anew, on what is there now.
  }
  throw new Error(`account ${account} is too busy`);
};

const load = async (account) => {
  let version = 0;
  let balance = 0;
  const commands = new Set();
  let ExclusiveStartKey;
  do {
    const page = await dynamodb.send(new QueryCommand({
      TableName,
      KeyConditionExpression: 'account = :account',
      ExpressionAttributeValues: { ':account': { S: account } },
      ConsistentRead: true,
      ExclusiveStartKey,
    }));
    for (const event of page.Items) {
      version = Number(event.version.N);
      balance += Number(event.change.N);
      commands.add(event.commandId.S);
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return { version, balance, commands };
};

const append = async (account, version, { type, change, commandId }) => {
  try {
    await dynamodb.send(new PutItemCommand({
      TableName,
      Item: {
        account: { S: account },
        version: { N: String(version) },
        type: { S: type },
        change: { N: String(change) },
        commandId: { S: commandId },
      },
      ConditionExpression: 'attribute_not_exists(version)',
    }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
};

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const table = process.env.TRIPS_TABLE;
const trips = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Says no before anything was done. */
class Refused extends Error {
  name = 'Refused';
}

/** Stands for a timeout: what was asked for is done, and nobody has heard of it. */
class AnswerLost extends Error {
  name = 'AnswerLost';
}

/**
 * A step of a trip that may be tried again however often: it takes one part of the trip (its flight, say) from one state to the
 * next, and does nothing where it is there already.
 *
 * The execution's input may name a step that is to fail: `fail`, before anything is done; `lose`, after it is done, at the first
 * try; `mute`, after it is done, at every try.
 */
export const step = (name, part, from, to, otherwise) => async (input) => {
  if (input.fail === name) {
    throw new Refused(`${name} was told to fail`);
  }
  const first = await take(input.trip, part, from, to, otherwise);
  if (input.mute === name || (input.lose === name && first)) {
    throw new AnswerLost(`${name} did its work, and its answer was lost`);
  }
};

/** Whether this call did it; false where an earlier one had. */
const take = async (trip, part, from, to, otherwise) => {
  const present = await change(trip, part, from, to);
  if (present === undefined) {
    return true;
  }
  if (present.state === to) {
    return false;
  }
  if (otherwise === undefined) {
    throw new Refused(`the ${part} of ${trip} cannot be ${to}: it is ${present.state ?? 'not there'}`);
  }
  // There is nothing to undo. What was left out is written down, so that it cannot be done afterwards, by a call that comes late.
  return present.state === otherwise ? false : (await change(trip, part, undefined, otherwise)) === undefined;
};

/** Nothing where the change was made, else the part's state as it is. */
const change = async (trip, part, from, to) => {
  try {
    await trips.send(
      new UpdateCommand({
        TableName: table,
        Key: { trip },
        UpdateExpression: 'SET #part = :to',
        ConditionExpression: from === undefined ? 'attribute_not_exists(#part)' : '#part = :from',
        ExpressionAttributeNames: { '#part': part },
        ExpressionAttributeValues: { ':to': to, ...(from !== undefined && { ':from': from }) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (error.name !== 'ConditionalCheckFailedException') throw error;
    return { state: error.Item?.[part]?.S };
  }
};

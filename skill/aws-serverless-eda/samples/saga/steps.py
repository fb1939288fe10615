"""The steps of a booking and what undoes them. Each may be called again, and each undo before, after or without its step."""

import os

import boto3
from botocore.exceptions import ClientError

bookings = boto3.resource("dynamodb").Table(os.environ["BOOKINGS"])


class Refused(Exception):
    """The answer is no, and will be no again."""


def reserve(event, context):
    what = event["what"]
    if what in event["trip"].get("soldOut", []):
        raise Refused(f"{what} is sold out")
    write(event, "RESERVED", "attribute_not_exists(#state) OR #state = :state")
    return {"what": what, "state": "RESERVED"}


def cancel(event, context):
    # Also where there is nothing to cancel: a reservation that was still under way when it timed out is then refused.
    write(event, "CANCELLED", None)
    return {"what": event["what"], "state": "CANCELLED"}


def write(event, state, condition):
    # The id comes from the trip: the same step again finds what it made before.
    arguments = {
        "Key": {"id": f"{event['trip']['tripId']}/{event['what']}"},
        "UpdateExpression": "SET #state = :state",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": {":state": state},
    }
    if condition:
        arguments["ConditionExpression"] = condition
    try:
        bookings.update_item(**arguments)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            raise Refused(f"{event['what']} was cancelled before")
        raise

"""Closes a day's books, once for each day, by the time that the schedule names and not by the clock's."""

import os

import boto3

days = boto3.resource("dynamodb").Table(os.environ["DAYS"])


def handler(event, context):
    day = event["scheduledTime"][:10]
    try:
        days.put_item(
            Item={"day": day, "closed": True},
            ConditionExpression="attribute_not_exists(#day)",
            ExpressionAttributeNames={"#day": "day"},
        )
    except days.meta.client.exceptions.ConditionalCheckFailedException:
        return {"day": day, "closed": "before"}
    return {"day": day, "closed": "now"}

"""Publishes what the outbox's stream brings; says which record was the first that could not be published."""

import os

import boto3

events = boto3.client("events")


def handler(event, context):
    records = event["Records"]
    # Ten entries are the most that PutEvents takes.
    for start in range(0, len(records), 10):
        part = records[start : start + 10]
        answer = events.put_events(Entries=[entry(record["dynamodb"]["NewImage"]) for record in part])
        for record, result in zip(part, answer["Entries"]):
            if "ErrorCode" in result:
                # The stream goes on from here: what was published behind it will be published again.
                return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
    return {"batchItemFailures": []}


def entry(image):
    return {
        "EventBusName": os.environ["BUS"],
        "Source": "orders",
        "DetailType": image["type"]["S"],
        "Detail": image["detail"]["S"],
    }

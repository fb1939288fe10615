"""Announces every new order on the event bus."""

import json
import os
from decimal import Decimal

import boto3
from boto3.dynamodb.types import TypeDeserializer

EVENT_BUS = os.environ["EVENT_BUS"]
events = boto3.client("events")
deserialize = TypeDeserializer().deserialize


def handler(event, context):
    entries = [entry(record) for record in event["Records"]]
    answer = events.put_events(Entries=entries)
    if answer["FailedEntryCount"]:
        # The stream hands the batch over again.
        raise RuntimeError(f"not all events were taken: {answer['Entries']}")


def entry(record):
    image = record["dynamodb"]["NewImage"]
    order = {name: deserialize(value) for name, value in image.items()}
    return {
        "EventBusName": EVENT_BUS,
        "Source": "orders",
        "DetailType": "OrderPlaced",
        "Detail": json.dumps(order, default=number),
    }


def number(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value)} cannot be written as JSON")

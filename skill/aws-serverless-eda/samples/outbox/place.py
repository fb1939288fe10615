"""Saves an order, and that it has to be told, in one transaction."""

import json
import os
import uuid

import boto3

dynamodb = boto3.client("dynamodb")


def handler(event, context):
    event_id = str(uuid.uuid4())
    detail = json.dumps({"eventId": event_id, "orderId": event["orderId"], "total": event["total"]})
    dynamodb.transact_write_items(
        TransactItems=[
            {
                "Put": {
                    "TableName": os.environ["ORDERS"],
                    "Item": {"orderId": {"S": event["orderId"]}, "total": {"N": str(event["total"])}},
                    "ConditionExpression": "attribute_not_exists(orderId)",
                }
            },
            {
                "Put": {
                    "TableName": os.environ["OUTBOX"],
                    "Item": {"eventId": {"S": event_id}, "type": {"S": "OrderPlaced"}, "detail": {"S": detail}},
                }
            },
        ]
    )
    return {"eventId": event_id}

"""Ships what can be shipped and names what could not be, so that only that comes back."""

import json
import os

import boto3

shipments = boto3.resource("dynamodb").Table(os.environ["SHIPMENTS"])


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            ship(json.loads(record["body"]))
        except Exception as error:
            print(json.dumps({"message": "not shipped", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def ship(order):
    if not order.get("address"):
        raise ValueError("an order without an address")
    # A put of the same item has the same effect each time.
    shipments.put_item(Item={"orderId": order["orderId"], "address": order["address"]})

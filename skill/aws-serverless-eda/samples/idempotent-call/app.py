"""Charges a card through a service of another company, once for each order."""

import json
import os

import boto3

receipts = boto3.resource("dynamodb").Table(os.environ["RECEIPTS"])
lambda_client = boto3.client("lambda")


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            charge(json.loads(record["body"]))
        except Exception as error:
            print(json.dumps({"message": "not charged", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def charge(order):
    key = {"orderId": order["orderId"]}
    if "Item" in receipts.get_item(Key=key, ConsistentRead=True):
        return
    # Dying between these two lines is harmless: the next attempt gives the provider the same key and gets the same receipt.
    receipt = call_provider(idempotency_key=f"order-{order['orderId']}", amount=order["amount"])
    receipts.put_item(Item={**key, "receipt": receipt})


def call_provider(idempotency_key, amount):
    answer = lambda_client.invoke(
        FunctionName=os.environ["PROVIDER"],
        Payload=json.dumps({"idempotencyKey": idempotency_key, "amount": amount}),
    )
    result = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise RuntimeError(result["errorMessage"])
    return result["receipt"]

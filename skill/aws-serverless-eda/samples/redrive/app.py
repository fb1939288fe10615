"""Books what is in a currency that it knows."""

import json
import os

import boto3

bookings = boto3.resource("dynamodb").Table(os.environ["BOOKINGS"])
CURRENCIES = os.environ["CURRENCIES"].split(",")


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            book(json.loads(record["body"]))
        except Exception as error:
            print(json.dumps({"message": "not booked", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def book(booking):
    if booking["currency"] not in CURRENCIES:
        raise ValueError(f"no rate for {booking['currency']}")
    bookings.put_item(Item=booking)

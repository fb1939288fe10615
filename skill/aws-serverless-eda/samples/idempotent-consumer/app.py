"""Credits an account once for each payment, however often its message arrives."""

import json
import os
import time

import boto3

dynamodb = boto3.client("dynamodb")
# Longer than a message can come back: the retention of the queue and of its dead-letter queue together.
KEEP_SECONDS = 30 * 24 * 3600


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            credit(json.loads(record["body"]))
        except Exception as error:
            print(json.dumps({"message": "not credited", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def credit(payment):
    marker = {
        "paymentId": {"S": payment["paymentId"]},
        "expiresAt": {"N": str(int(time.time()) + KEEP_SECONDS)},
    }
    try:
        dynamodb.transact_write_items(
            TransactItems=[
                {
                    "Put": {
                        "TableName": os.environ["SEEN"],
                        "Item": marker,
                        "ConditionExpression": "attribute_not_exists(paymentId)",
                    }
                },
                {
                    "Update": {
                        "TableName": os.environ["ACCOUNTS"],
                        "Key": {"account": {"S": payment["account"]}},
                        "UpdateExpression": "ADD balance :amount",
                        "ExpressionAttributeValues": {":amount": {"N": str(payment["amount"])}},
                    }
                },
            ]
        )
    except dynamodb.exceptions.TransactionCanceledException as error:
        if error.response["CancellationReasons"][0]["Code"] != "ConditionalCheckFailed":
            raise
        print(json.dumps({"message": "credited before", "paymentId": payment["paymentId"]}))

"""Stands for the other company's service, which honours idempotency keys as good ones do."""

import os
import uuid

import boto3
from botocore.exceptions import ClientError

charges = boto3.resource("dynamodb").Table(os.environ["CHARGES"])


def handler(event, context):
    charge = {"key": event["idempotencyKey"], "amount": event["amount"], "receipt": str(uuid.uuid4())}
    try:
        charges.put_item(
            Item=charge,
            ConditionExpression="attribute_not_exists(#key)",
            ExpressionAttributeNames={"#key": "key"},
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        charge = charges.get_item(Key={"key": charge["key"]}, ConsistentRead=True)["Item"]
    return {"receipt": charge["receipt"]}

"""Applies the steps of each order in their order; orders do not wait for each other."""

import json
import os

import boto3

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def handler(event, context):
    failed = []
    stopped = set()
    for record in event["Records"]:
        group = record["attributes"]["MessageGroupId"]
        if group not in stopped:
            try:
                apply(json.loads(record["body"]))
                continue
            except Exception as error:
                print(json.dumps({"message": "step not applied", "group": group, "error": str(error)}))
                stopped.add(group)
        # What comes after a failure in the same group has to come back with it, or it would overtake it.
        failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def apply(step):
    try:
        orders.update_item(
            Key={"orderId": step["orderId"]},
            UpdateExpression="SET steps = list_append(if_not_exists(steps, :none), :name), lastStep = :number",
            ConditionExpression="lastStep = :before OR (:number = :first AND attribute_not_exists(lastStep))",
            ExpressionAttributeValues={
                ":none": [],
                ":name": [step["name"]],
                ":number": step["number"],
                ":before": step["number"] - 1,
                ":first": 1,
            },
        )
    except orders.meta.client.exceptions.ConditionalCheckFailedException:
        order = orders.get_item(Key={"orderId": step["orderId"]}, ConsistentRead=True).get("Item", {})
        if order.get("lastStep", 0) < step["number"]:
            raise RuntimeError(f"step {step['number']} of {step['orderId']} came before its time")

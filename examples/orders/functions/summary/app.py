"""Writes how many orders there are and what they amount to."""

import json
import os

import boto3

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
s3 = boto3.client("s3")


def handler(event, context):
    count, total = 0, 0
    page = orders.scan(ProjectionExpression="#t", ExpressionAttributeNames={"#t": "total"})
    while True:
        count += page["Count"]
        total += sum(order["total"] for order in page["Items"])
        if "LastEvaluatedKey" not in page:
            break
        page = orders.scan(
            ProjectionExpression="#t",
            ExpressionAttributeNames={"#t": "total"},
            ExclusiveStartKey=page["LastEvaluatedKey"],
        )
    # The schedule's own time names the summary, so a second delivery writes the same object again.
    s3.put_object(
        Bucket=os.environ["SUMMARIES_BUCKET"],
        Key=f"summaries/{event['time']}.json",
        Body=json.dumps({"time": event["time"], "orders": count, "total": float(total)}),
        ContentType="application/json",
    )

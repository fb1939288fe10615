"""Keeps the newest state of each article. Older news that comes late, or again, changes nothing."""

import json
import os

import boto3

articles = boto3.resource("dynamodb").Table(os.environ["ARTICLES"])


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            show(json.loads(record["body"]))
        except Exception as error:
            print(json.dumps({"message": "not shown", "messageId": record["messageId"], "error": str(error)}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def show(news):
    try:
        # A deletion leaves its version behind, so that an older state cannot bring the article back.
        articles.put_item(
            Item={
                "article": news["article"],
                "version": news["version"],
                "deleted": news.get("deleted", False),
                "price": news.get("price"),
            },
            ConditionExpression="attribute_not_exists(version) OR version < :version",
            ExpressionAttributeValues={":version": news["version"]},
        )
    except articles.meta.client.exceptions.ConditionalCheckFailedException:
        print(json.dumps({"message": "older than what is shown", "article": news["article"]}))

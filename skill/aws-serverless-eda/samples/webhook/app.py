"""Takes webhooks: checks who sent them, keeps them in a queue, and answers only then."""

import base64
import hashlib
import hmac
import json
import os

import boto3

sqs = boto3.client("sqs")
# A parameter of the template, to be run anywhere. On AWS read it from Secrets Manager and keep it for some minutes.
SECRET = os.environ["SECRET"].encode()


def handler(event, context):
    # The signature is over the bytes that were sent: parsing and writing them again would change them.
    body = event.get("body") or ""
    raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    wanted = hmac.new(SECRET, raw, hashlib.sha256).hexdigest()
    given = event["headers"].get("x-signature", "")
    # Takes as long for a signature that is nearly right as for one that is all wrong.
    if not hmac.compare_digest(wanted, given):
        return {"statusCode": 401}
    sqs.send_message(QueueUrl=os.environ["QUEUE"], MessageBody=raw.decode())
    return {"statusCode": 202, "body": json.dumps({"accepted": True})}


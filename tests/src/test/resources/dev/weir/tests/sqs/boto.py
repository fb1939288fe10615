# Uses SQS as boto3 does; a wrong answer ends it with a traceback.
import sys

import boto3
from botocore.exceptions import ClientError

endpoint, region = sys.argv[1:]
sqs = boto3.client(
    "sqs", endpoint_url=endpoint, region_name=region, aws_access_key_id="000000000000", aws_secret_access_key="x"
)
url = sqs.create_queue(QueueName="boto.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})[
    "QueueUrl"
]
sent = sqs.send_message_batch(
    QueueUrl=url,
    Entries=[{"Id": str(i), "MessageBody": f"m{i}", "MessageGroupId": "g"} for i in range(10)],
)
numbers = [entry["SequenceNumber"] for entry in sent["Successful"]]
assert numbers == sorted(numbers) and len(set(numbers)) == 10, numbers
received = sqs.receive_message(
    QueueUrl=url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"], WaitTimeSeconds=1
)["Messages"]
assert [message["Body"] for message in received] == [f"m{i}" for i in range(10)], received
assert received[0]["Attributes"]["SequenceNumber"] == numbers[0]
deleted = sqs.delete_message_batch(
    QueueUrl=url,
    Entries=[{"Id": str(i), "ReceiptHandle": message["ReceiptHandle"]} for i, message in enumerate(received)],
)
assert len(deleted["Successful"]) == 10 and "Failed" not in deleted, deleted
try:
    sqs.get_queue_url(QueueName="missing")
    raise AssertionError("there is no such queue")
except sqs.exceptions.QueueDoesNotExist as e:
    assert e.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue", e.response
    assert e.response["Error"]["QueryErrorCode"] == "QueueDoesNotExist", e.response
try:
    sqs.send_message_batch(QueueUrl=url, Entries=[])
    raise AssertionError("an empty batch")
except ClientError as e:
    assert e.response["Error"]["Code"] == "AWS.SimpleQueueService.EmptyBatchRequest", e.response
print("done")

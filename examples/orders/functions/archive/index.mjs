import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async (event) => {
  for (const { s3: written } of event.Records) {
    const key = decodeURIComponent(written.object.key.replaceAll('+', ' '));
    const object = await s3.send(new GetObjectCommand({ Bucket: written.bucket.name, Key: key }));
    const summary = JSON.parse(await object.Body.transformToString());
    console.log(`${summary.orders} orders of ${summary.total} in all at ${summary.time}`);
  }
};

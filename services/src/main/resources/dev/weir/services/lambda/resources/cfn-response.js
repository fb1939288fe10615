'use strict';
// Answers CloudFormation from a custom resource's function.
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = (event, context, status, data, physicalId, noEcho) => {
    const body = JSON.stringify({
        Status: status,
        Reason: 'See the details in CloudWatch Log Stream: ' + context.logStreamName,
        PhysicalResourceId: physicalId || context.logStreamName,
        StackId: event.StackId,
        RequestId: event.RequestId,
        LogicalResourceId: event.LogicalResourceId,
        NoEcho: noEcho || false,
        Data: data,
    });
    const url = new URL(event.ResponseURL);
    const client = require(url.protocol === 'http:' ? 'http' : 'https');
    const request = client.request(url, {
        method: 'PUT',
        headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
    }, (response) => {
        response.resume();
        response.on('end', () => context.done());
    });
    request.on('error', (error) => {
        console.log('send failed: ' + error);
        context.done();
    });
    request.end(body);
};

import type { APIGatewayProxyEventV2, Context, SNSEvent, SQSEvent } from 'aws-lambda';

/** What AWS hands to a handler, with only what matters asked for. */

export const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'f',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '128',
  awsRequestId: 'r',
  logGroupName: 'g',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 1000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

export function httpEvent(
  given: Partial<APIGatewayProxyEventV2> = {},
  method = 'POST',
): APIGatewayProxyEventV2 {
  const http = { method, path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: {
      accountId: '1',
      apiId: 'a',
      domainName: 'd',
      domainPrefix: 'd',
      http,
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    ...given,
  };
}

export function queueEvent(...bodies: readonly string[]): SQSEvent {
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '0',
  };
  const same = {
    receiptHandle: 'h',
    attributes,
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
  };
  return {
    Records: bodies.map((body, index) => ({
      ...same,
      messageId: `m-${index}`,
      body,
      eventSourceARN: 'arn',
      awsRegion: 'eu-west-3',
    })),
  };
}

export function topicEvent(...messages: readonly string[]): SNSEvent {
  const same = {
    SignatureVersion: '1',
    Timestamp: '',
    Signature: '',
    SigningCertUrl: '',
    MessageAttributes: {},
  };
  return {
    Records: messages.map((Message, index) => ({
      EventVersion: '1.0',
      EventSubscriptionArn: 'arn',
      EventSource: 'aws:sns',
      Sns: {
        ...same,
        Message,
        MessageId: `m-${index}`,
        Type: 'Notification',
        UnsubscribeUrl: '',
        TopicArn: 'arn',
        Subject: '',
      },
    })),
  };
}

import type { Deployment } from '../deployment.ts';
import { type Answer, type AwsCall, type Engine, type Requirement, ServiceError } from '../engine.ts';
import type { Journal } from '../journal.ts';
import { type JsonRecord, recordAt, textAt } from '../json-value.ts';
import type { Messaging } from './messaging.ts';

/** S3 as fauxqs keeps it, with a journal of what was written and deleted. */
export class S3 implements Engine {
  private readonly messaging: Messaging;
  private readonly journal: Journal;

  constructor(messaging: Messaging, journal: Journal) {
    this.messaging = messaging;
    this.journal = journal;
  }

  async start(deployment: Deployment): Promise<void> {
    for (const { ref } of deployment.ofType('AWS::S3::Bucket'))
      await this.request({ method: 'PUT', path: `/${ref}`, headers: {}, body: Buffer.alloc(0) });
    const kept = new Map<string, JsonRecord>();
    for (const line of this.journal.read()) {
      const path = textAt(line, 'path') ?? '';
      if (line['method'] === 'DELETE') kept.delete(path);
      else kept.set(path, line);
    }
    this.journal.compact([...kept.values()]);
    for (const line of kept.values()) {
      const headers = textFields(recordAt(line, 'headers'));
      const body = Buffer.from(textAt(line, 'body') ?? '', 'base64');
      await this.request({ method: 'PUT', path: textAt(line, 'path') ?? '', headers, body });
    }
  }

  requirements({ action, path }: AwsCall): Requirement[] {
    const [bucket = '', ...key] = (path.split('?')[0] ?? '').split('/').slice(1);
    const bucketArn = `arn:aws:s3:::${bucket}`;
    if (action === 'ListBucket') return [{ action: 's3:ListBucket', anyOf: [bucketArn] }];
    return [{ action: `s3:${action}`, anyOf: [`${bucketArn}/${decodeURIComponent(key.join('/'))}`] }];
  }

  async answer({ method, path, headers, body }: AwsCall): Promise<Answer> {
    const kept = textFields(headers);
    const answer = await this.request({ method, path, headers: kept, body });
    const written = answer.status < 300 && (method === 'PUT' || method === 'DELETE');
    // Multi-part uploads come in pieces that mean nothing alone: nothing in the app sends objects that large.
    if (path.includes('uploadId=')) throw new ServiceError('NotImplemented', 'no multi-part uploads', 501);
    if (written) this.journal.append({ method, path, headers: kept, body: body.toString('base64') });
    return answer;
  }

  private request(request: { method: string; path: string; headers: Record<string, string>; body: Buffer }) {
    return this.messaging.s3(request);
  }
}

const KEPT_HEADERS =
  /^(content-type|content-encoding|x-amz-(meta-|content-sha256|decoded|trailer|sdk-checksum|checksum).*|if-none-match|if-match|range)$/;

function textFields(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' && KEPT_HEADERS.test(name)) texts[name] = value;
  return texts;
}

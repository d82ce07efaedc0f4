import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notice, Notices } from '../ports.ts';

const attributes = [
  'owner',
  'team',
  'priority',
  'event',
  'key',
  'caseId',
] as const satisfies readonly (keyof Notice)[];
const longestSubject = 100;

/** The owners' topic; subscribers filter by the attributes and drop repeats by `key`. */
export function snsNotices(client: SNSClient, { topicArn }: { topicArn: string }): Notices {
  return {
    async publish(notice) {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subjectOf(notice.subject),
          Message: notice.text.toWellFormed(),
          MessageAttributes: Object.fromEntries(
            attributes.map((name) => [name, { DataType: 'String', StringValue: notice[name] }]),
          ),
        }),
      );
    },
  };
}

/** SNS takes a hundred characters of ASCII: accents are dropped, other letters become question marks. */
function subjectOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[\p{Control}\s]+/gu, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim();
  return plain.slice(0, longestSubject).trimEnd() || 'Retour';
}

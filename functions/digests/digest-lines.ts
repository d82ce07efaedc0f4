import type { TellingSubject } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { DigestEntry } from '../domain/digest.ts';
import { type Feedback, ratingsOf } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import { lowestOf } from '../domain/rating.ts';
import { linkTo } from '../links.ts';
import type { DigestLine } from '../mails/digest-view.ts';
import type { FeedbackStore, LinkKeys } from '../ports.ts';

export interface DigestLinePorts {
  readonly feedback: Pick<FeedbackStore, 'getMany'>;
  readonly linkKeys: LinkKeys;
}

export interface DigestSurroundings {
  readonly configuration: Configuration;
  readonly baseUrl: string;
}

export interface Listed extends DigestEntry {
  readonly news?: TellingSubject;
  /** False where the reader may look at the case and no more. */
  readonly mayAct: boolean;
}

/** Cases as lines of somebody's list, in the order given, each with a link of their own. At most 100. */
export async function digestLines(
  { feedback, linkKeys }: DigestLinePorts,
  { configuration, baseUrl }: DigestSurroundings,
  listed: readonly Listed[],
  reader: string,
  now: Instant,
): Promise<readonly DigestLine[]> {
  const found = await feedback.getMany(listed.map(({ feedbackId }) => feedbackId));
  const said = new Map(found.map((one) => [one.id, one]));
  const [secret] = await linkKeys.keys();
  if (secret === undefined) throw new Error('there is no key to sign links with');
  const nameOf = (address: string) =>
    configuration.people.find(({ email }) => email === address)?.name ?? address;
  return listed.map((entry): DigestLine => {
    const { caseId, feedbackId, owner, isQueued, isAcknowledged, fate, news, mayAct } = entry;
    const to = mayAct ? 'act' : 'see';
    const right = { to, case: caseId, by: reader, until: now + configuration.linksLast } as const;
    return {
      ...whatTheySaid(said.get(feedbackId)),
      ownerName: owner === reader ? undefined : nameOf(owner),
      isQueued,
      isAcknowledged,
      fate,
      news,
      url: linkTo(right, baseUrl, secret),
    };
  });
}

function whatTheySaid(feedback: Feedback | undefined): Pick<DigestLine, 'customer' | 'rating' | 'comment'> {
  const { customer, comment } = feedback?.answers ?? {};
  return {
    customer: { name: customer?.name, email: customer?.email },
    rating: feedback && lowestOf(ratingsOf(feedback.answers)),
    comment,
  };
}

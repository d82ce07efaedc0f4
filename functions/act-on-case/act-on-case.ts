import { type ChangeCasePorts, changeCase } from '../cases/change-case.ts';
import { whyUnreachable } from '../customer-mail/unreachable.ts';
import { type ActionResult, act } from '../domain/actions.ts';
import type { CaseRecord } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Feedback } from '../domain/feedback.ts';
import type { Instant } from '../domain/instant.ts';
import type { Unreachable } from '../domain/mail-gate.ts';
import { readLink } from '../links.ts';
import type { CustomerStore, EarlierFeedback, FeedbackStore, LinkKeys } from '../ports.ts';
import type { PostedAction } from './posted-action.ts';

export interface ActOnCasePorts extends ChangeCasePorts {
  readonly feedback: FeedbackStore;
  readonly customers: Pick<CustomerStore, 'get'>;
  readonly linkKeys: LinkKeys;
}

/** Everything that the page of a case shows. */
export interface CaseFile {
  readonly record: CaseRecord;
  readonly feedback: Feedback;
  /** Further answers of the customer that are part of the case, oldest first. */
  readonly joined?: readonly Feedback[];
  readonly history: readonly EarlierFeedback[];
  /** Who looks at it, by address: the person to whom the link was sent. */
  readonly viewer: string;
  /** False for a watcher, who can only look. */
  readonly mayAct: boolean;
  /** Why the customer cannot be written to. */
  readonly unreachable?: Unreachable | undefined;
}

export type CaseFileReading =
  | { readonly kind: 'broken-link' }
  | { readonly kind: 'expired-link' }
  | { readonly kind: 'open'; readonly file: CaseFile };

/** What a case link shows. Changes nothing. */
export async function readCaseFile(
  ports: ActOnCasePorts,
  configuration: Configuration,
  link: string,
  now: Instant,
): Promise<CaseFileReading> {
  const keys = await ports.linkKeys.keys();
  const acting = readLink(link, 'act', keys, now);
  const reading = acting.kind === 'broken' ? readLink(link, 'see', keys, now) : acting;
  if (reading.kind === 'broken') return { kind: 'broken-link' };
  if (reading.kind === 'expired') return { kind: 'expired-link' };
  const record = await ports.cases.get(reading.right.case);
  const feedback = record && (await ports.feedback.get(record.feedbackId));
  if (!record || !feedback) return { kind: 'broken-link' };
  const earlier =
    feedback.customerKey === undefined ? [] : await ports.feedback.ofCustomer(feedback.customerKey, 11);
  const joined = await joinedTo(record, ports.feedback);
  const own = new Set([feedback, ...joined].map(({ id }) => id));
  const history = earlier.filter(({ id }) => !own.has(id)).slice(0, 10);
  return {
    kind: 'open',
    file: {
      record,
      feedback,
      joined,
      history,
      viewer: reading.right.by,
      mayAct: reading.right.to === 'act',
      unreachable: await whyUnreachable(ports.customers, feedback, configuration),
    },
  };
}

/** More than anybody reads on a page; nobody has as many answers open at a time. */
const mostJoined = 20;

async function joinedTo(
  { events }: CaseRecord,
  store: Pick<FeedbackStore, 'get'>,
): Promise<readonly Feedback[]> {
  const ids = events.flatMap((event) => (event.type === 'feedback-joined' ? [event.feedbackId] : []));
  const found = await Promise.all(ids.slice(-mostJoined).map((id) => store.get(id)));
  return found.flatMap((one) => (one && !one.deleted ? [one] : []));
}

/**
 * Does what was posted from a case's page; the execution that waits for it is woken at once.
 * Posted twice, it is done once.
 */
export async function actOnCase(
  ports: ActOnCasePorts,
  configuration: Configuration,
  { record, viewer, mayAct }: CaseFile,
  { action, expects }: PostedAction,
  now: Instant,
): Promise<ActionResult> {
  if (!mayAct) return { kind: 'refused' };
  let result: ActionResult = { kind: 'refused' };
  await changeCase(
    ports,
    configuration,
    record.id,
    now,
    (_state, current) => {
      result = act(current, action, viewer, expects, configuration, now);
      return result.kind === 'accepted' ? result.events : [];
    },
    viewer,
  );
  return result;
}

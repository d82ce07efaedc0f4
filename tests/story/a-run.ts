import { rmSync } from 'node:fs';
import { afterAll, beforeAll, inject } from 'vitest';
import { stageAssembly } from '../../bin/stage-assembly.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import { ChildRun } from '../../local/child-run.ts';
import type { RunMail } from '../../local/control-client.ts';

/** A run of the synthesised app for all the tests of a file: of the example, or of another stage. */
export function aRun({ stage }: { stage?: Configuration } = {}): { readonly run: ChildRun } {
  let started: ChildRun | undefined;
  let folder: string | undefined;
  beforeAll(async () => {
    folder = stage && stageAssembly(stage);
    started = await ChildRun.start({ assembly: folder ?? inject('assembly') });
  });
  afterAll(async () => {
    await started?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return {
    get run() {
      if (!started) throw new Error('the run has not started');
      return started;
    },
  };
}

/** Skips to the next time that a clock in Paris shows a weekday and an hour, such as `Fri 20:00`. */
export async function skipTo(run: ChildRun, weekdayAndTime: string): Promise<void> {
  const now = await run.now();
  const shows = (at: number) => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Paris',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(at);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('weekday')} ${part('hour')}:${part('minute')}`;
  };
  const minute = 60_000;
  let at = Math.ceil(now / minute) * minute;
  while (shows(at) !== weekdayAndTime) at += minute;
  await run.advance(`PT${(at - now) / 1000}S`);
}

/** What was mailed about one case, to whom, by the steps' own names. */
export async function toldOf(run: ChildRun, caseId: string): Promise<readonly string[]> {
  return (await run.mail()).flatMap(({ headers, to }) => {
    const key = headers['X-Retour-Key'] ?? '';
    return key.startsWith(`${caseId}/`) ? [`${key.slice(caseId.length + 1)} → ${to.split('@')[0]}`] : [];
  });
}

export interface AnswerData {
  readonly id: string;
  readonly score?: number;
  readonly comment?: string;
  readonly email?: string;
  readonly name?: string;
  readonly owner?: string;
}

/** Posts one customer's answer and waits until the loop has done with it. */
export async function answer(
  run: ChildRun,
  { id, score = 2, comment, email, name, owner }: AnswerData,
): Promise<void> {
  const customer = {
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    locale: 'fr-FR',
  };
  const data = {
    id,
    score,
    ...(comment === undefined ? {} : { comment }),
    customer,
    ...(owner === undefined ? {} : { attributes: { owner } }),
  };
  const response = await run.post('post-purchase', {
    type: 'response.completed',
    timestamp: new Date(await run.now()).toISOString(),
    data,
  });
  if (response.status !== 202) throw new Error(`the door answered ${response.status}`);
  await run.idle();
}

export async function mailsTo(run: ChildRun, address: string, purpose?: string): Promise<readonly RunMail[]> {
  const all = await run.mail();
  return all.filter(
    (mail) => mail.to.includes(address) && (purpose === undefined || mail.purpose === purpose),
  );
}

/** The one mail of its kind to an address. */
export async function theMailTo(run: ChildRun, address: string, purpose: string): Promise<RunMail> {
  const [mail, ...others] = await mailsTo(run, address, purpose);
  if (!mail || others.length > 0)
    throw new Error(`${address} has ${mail ? others.length + 1 : 0} mails of kind ${purpose}`);
  return mail;
}

/** The one link of an owner's mail. */
export function actionLink(mail: RunMail): string {
  const [link, ...others] = mail.links;
  if (link === undefined || others.length > 0) throw new Error(`the mail has ${mail.links.length} links`);
  return link;
}

interface StoredCase {
  readonly id: string;
  readonly feedbackId: string;
  readonly events: readonly { readonly type: string }[];
}

export async function theCase(run: ChildRun, responseId: string): Promise<StoredCase> {
  const cases = await run.table('cases');
  const found = cases.find((one) => String(one['feedbackId']).endsWith(`#${responseId}`));
  const { id, feedbackId, events } = found ?? {};
  if (typeof id !== 'string' || typeof feedbackId !== 'string' || !Array.isArray(events))
    throw new Error(`there is no case of ${responseId}`);
  return { id, feedbackId, events };
}

export async function eventTypes(run: ChildRun, responseId: string): Promise<readonly string[]> {
  return (await theCase(run, responseId)).events.map(({ type }) => type);
}

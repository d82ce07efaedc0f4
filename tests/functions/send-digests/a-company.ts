import type { DigestSurroundings } from '../../../functions/digests/digest-lines.ts';
import type { CaseEvent, CaseEventBody } from '../../../functions/domain/case.ts';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import { sendDigests } from '../../../functions/send-digests/send-digests.ts';
import { sendOverviews } from '../../../functions/send-digests/send-overviews.ts';
import { someFeedback } from '../../contracts/examples.ts';
import { monday, opening } from '../../domain/a-case.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';

/** Cases in a company, and the lists that its people get of them. */
export function aCompany(configuration: Configuration) {
  const world = memoryPorts();
  const around: DigestSurroundings = { configuration, baseUrl: 'https://retour.example' };
  return {
    world,
    /** A case that was opened some time after Monday morning, with what came later, each with its own time. */
    hasCase(
      name: string,
      { owner = 'owner@example.com', openedAfter = 0, queue = false, team = 'care' } = {},
      ...later: readonly CaseEvent[]
    ): void {
      if (opening.type !== 'opened') throw new Error('this opens nothing');
      const feedbackId = `shop#${name}`;
      const first: CaseEvent = {
        ...opening,
        owner,
        team,
        ...(queue && { queue }),
        at: monday + openedAfter,
        by: 'retour',
      };
      const id = `C-${name.toUpperCase()}`;
      world.cases.cases.set(id, { id, feedbackId, events: [first, ...later] });
      const customer = { name, email: `${name}@example.com` };
      const feedback = someFeedback({ id: feedbackId, source: 'shop', caseId: id });
      world.feedback.items.set(feedbackId, { ...feedback, answers: { ...feedback.answers, customer } });
    },
    morning: (now: number, timeZone = 'Europe/Paris') => sendDigests(world, around, timeZone, now),
    overviews: (now: number) => sendOverviews(world, around, now),
    mailsTo: (email: string) => world.mailer.sent.filter(({ to }) => to.email === email),
  };
}

/** Something the loop or a person did to a case, at so many milliseconds after Monday morning. */
export function later(after: number, body: CaseEventBody, by = 'owner@example.com'): CaseEvent {
  return { ...body, at: monday + after, by };
}

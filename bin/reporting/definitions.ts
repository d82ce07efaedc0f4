import type { Side } from '../../functions/domain/case.ts';
import type { BesideName, ShareId, TimesId } from '../../functions/domain/report.ts';
import { type SlaTarget, slaTargets } from '../../functions/domain/sla-target.ts';

/** What a figure is called, and how exactly it is reckoned: printed beside each, and repeated in docs/reports.md. */
export interface Definition {
  readonly title: string;
  readonly formula: string;
}

const targets: Readonly<Record<SlaTarget, string>> = {
  acknowledge: 'Acknowledgement',
  firstContact: 'First contact',
  nextResponse: 'Next answer',
  resolution: 'Resolution',
};

const sides: Readonly<Record<Side, string>> = {
  team: 'on the team’s calendar',
  customer: 'as promised to the customer, day and night',
};

const complianceFormula =
  'met ÷ (met + missed), over every round of every case, next answers one by one. What is overdue and still open is missed; what is not due yet is neither, and so is what was withdrawn because the customer’s answer was deleted in time.';

const escalationFormula =
  'cases of which somebody was told that step of the ladder, or a further one, on any target and either clock, in any round ÷ all cases. Step 1 is the first after a missed target.';

type Single = Exclude<ShareId, `${SlaTarget}/${Side}` | `escalated/${number}`> | TimesId;
const others: Readonly<Record<Single, Definition>> = {
  'close-the-loop': {
    title: 'Close-the-loop rate',
    formula:
      'unhappy customers whose first contact came within the team’s target ÷ all unhappy customers but those whose first contact is not due yet. Unhappy is a detractor or dissatisfied on any score that may open a case; those without a case count as not contacted.',
  },
  'time-to-acknowledge': {
    title: 'Time to acknowledge',
    formula:
      'from the opening until somebody acknowledged the case, or contacted the customer or resolved it without doing so first; day and night, first round.',
  },
  'time-to-first-contact': {
    title: 'Time to first contact',
    formula:
      'from the customer’s answer until a person contacted them, or resolved the case without doing so first; day and night, first round. Automatic mail is no contact.',
  },
  'time-to-close': {
    title: 'Time to close',
    formula:
      'from the opening to the last closing, day and night; it includes asking whether it was put right.',
  },
  'total-time/customer': {
    title: 'Total time to resolve, day and night',
    formula: 'from the opening to the last resolution, over all reopenings; waits are included.',
  },
  'total-time/team': {
    title: 'Total time to resolve, on the team’s calendar',
    formula:
      'working time of the resolution target’s calendar from the opening to the last resolution, over all reopenings; waits are included.',
  },
  reopened: { title: 'Reopen rate', formula: 'cases that were reopened ÷ cases that were ever resolved.' },
  recovered: {
    title: 'Recovered, of those who answered',
    formula:
      'closed as recovered ÷ (closed as recovered + closed as lost). Closed without an answer is neither, nor is a case whose customer’s answer was deleted.',
  },
  'recovered-of-closed': {
    title: 'Recovered, of all closed',
    formula:
      'closed as recovered ÷ (recovered + lost + no answer). A case whose customer’s answer was deleted is left out.',
  },
  'survey-answered': {
    title: 'Recovery survey answered',
    formula: 'cases with an answer to the recovery survey ÷ cases whose customer was sent it.',
  },
  'first-contact-resolution/said': {
    title: 'First contact resolution, as customers say',
    formula:
      'yes ÷ (yes + no) to whether our first answer settled it; whoever left that open is not counted.',
  },
  'first-contact-resolution/judged': {
    title: 'First contact resolution, as the events say',
    formula:
      'cases settled with one contact ÷ cases of which it can be said. The customer’s own word counts first; without it: one contact, no reopening, no loss, and no word of the customer after it but thanks.',
  },
};

export function definitionOf(id: ShareId | TimesId): Definition {
  for (const target of slaTargets)
    for (const side of ['team', 'customer'] as const)
      if (id === `${target}/${side}`)
        return {
          title: `SLA compliance: ${targets[target].toLowerCase()}, ${sides[side]}`,
          formula: complianceFormula,
        };
  const step = /^escalated\/(\d+)$/.exec(id)?.[1];
  if (step !== undefined)
    return { title: `Escalation rate: step ${step} of the ladder`, formula: escalationFormula };
  const found = Object.entries(others).find(([name]) => name === id)?.[1];
  if (found === undefined) throw new Error(`no definition of ${id}`);
  return found;
}

/** Every formula once. */
export const formulas: readonly string[] = [
  complianceFormula,
  escalationFormula,
  ...Object.values(others).map(({ formula }) => formula),
];

export const besideWords: Readonly<Record<BesideName, string>> = {
  missed: 'missed',
  overdueNow: 'overdue now',
  notDueYet: 'not due yet',
  withdrawn: 'withdrawn',
  withoutCase: 'without a case',
  lost: 'lost',
  noAnswer: 'no answer',
  notYet: 'not yet',
};

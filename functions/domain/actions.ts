import type { CaseEventBody, CaseRecord, CaseState } from './case.ts';
import { standingEvents, stateOf } from './case-state.ts';
import type { Configuration } from './configuration.ts';
import type { Instant } from './instant.ts';
import { pathTo } from './root-cause.ts';

/** What an owner can do to a case from its page. */
export const actionNames = [
  'take',
  'acknowledge',
  'contacted',
  'waiting',
  'resume',
  'resolve',
  'hand-over',
  'undo',
] as const;
export type ActionName = (typeof actionNames)[number];

/** A posted action; texts are trimmed, and empty where the form had none. */
export type Action =
  | { readonly name: 'take' | 'acknowledge' }
  | { readonly name: 'contacted'; readonly note: string }
  | { readonly name: 'waiting'; readonly note: string }
  | { readonly name: 'resume' }
  | { readonly name: 'resolve'; readonly rootCause: string; readonly note: string }
  | { readonly name: 'hand-over'; readonly to: string; readonly note: string }
  | { readonly name: 'undo'; readonly event: number };

export type ActionField = 'note' | 'rootCause' | 'to';
export interface ActionProblem {
  readonly field: ActionField;
  readonly message: 'missing' | 'too-long' | 'unknown';
}

/** The longest note, in UTF-16 units. */
export const longestNote = 2000;

export type ActionResult =
  | { readonly kind: 'accepted'; readonly events: readonly CaseEventBody[] }
  /** It was done before by the same person: a double tap, or the form sent again. */
  | { readonly kind: 'already-done' }
  | { readonly kind: 'incomplete'; readonly problems: readonly ActionProblem[] }
  /** The case has moved on, and this cannot be done to it now. */
  | { readonly kind: 'refused' };

/** The actions that a case allows now, the most likely first. */
export function allowedActions(state: CaseState, now: Instant): readonly ActionName[] {
  const undo: readonly ActionName[] = state.undoable && now < state.undoable.until ? ['undo'] : [];
  switch (state.status) {
    case 'open':
    case 'reopened':
      return state.queue
        ? ['take', 'hand-over', ...undo]
        : ['acknowledge', 'contacted', 'resolve', 'hand-over', ...undo];
    case 'acknowledged':
      return ['contacted', 'resolve', 'hand-over', ...undo];
    case 'contacted':
      return ['resolve', 'waiting', 'contacted', 'hand-over', ...undo];
    case 'waiting':
      return ['resume', 'resolve', 'hand-over', ...undo];
    case 'resolved':
      return undo;
    case 'closed':
      return [];
  }
}

/**
 * Decides what an action does.
 * @param expects how many events the case had when the person saw it
 */
export function act(
  record: CaseRecord,
  action: Action,
  by: string,
  expects: number,
  configuration: Configuration,
  now: Instant,
): ActionResult {
  const state = stateOf(record, configuration.undoWithin);
  const problems = problemsOf(action, configuration);
  if (problems.length > 0) return { kind: 'incomplete', problems };
  const event = eventOf(action, by, state, configuration);
  if (doneSince(record, event, by, expects)) return { kind: 'already-done' };
  if (event.type === 'acknowledged' && state.acknowledgedAt !== undefined) return { kind: 'already-done' };
  if (!allowedActions(state, now).includes(action.name)) return { kind: 'refused' };
  if (event.type === 'undone' && state.undoable?.event !== event.event) return { kind: 'refused' };
  if (event.type === 'handed-over' && event.to === state.owner && !state.queue)
    return { kind: 'already-done' };
  return { kind: 'accepted', events: [event] };
}

function problemsOf(action: Action, configuration: Configuration): readonly ActionProblem[] {
  switch (action.name) {
    case 'take':
    case 'acknowledge':
    case 'resume':
    case 'undo':
      return [];
    case 'contacted':
    case 'waiting':
      return noteProblems(action.note, true);
    case 'resolve': {
      const known = pathTo(configuration.rootCauses, action.rootCause) !== undefined;
      return [...choiceProblems('rootCause', action.rootCause, known), ...noteProblems(action.note, true)];
    }
    case 'hand-over': {
      const known = configuration.people.some(({ email }) => email === action.to);
      return [...choiceProblems('to', action.to, known), ...noteProblems(action.note, false)];
    }
  }
}

function noteProblems(note: string, required: boolean): readonly ActionProblem[] {
  if (note.length > longestNote) return [{ field: 'note', message: 'too-long' }];
  return required && note === '' ? [{ field: 'note', message: 'missing' }] : [];
}

function choiceProblems(field: 'rootCause' | 'to', value: string, known: boolean): readonly ActionProblem[] {
  if (value === '') return [{ field, message: 'missing' }];
  return known ? [] : [{ field, message: 'unknown' }];
}

function eventOf(
  action: Action,
  by: string,
  { owner, team, queue }: CaseState,
  configuration: Configuration,
): CaseEventBody {
  switch (action.name) {
    case 'take':
      return { type: 'taken', to: by, team };
    case 'acknowledge':
      return { type: 'acknowledged' };
    case 'contacted':
    case 'waiting':
      return { type: action.name, note: action.note };
    case 'resume':
      return { type: 'resumed', note: '' };
    case 'resolve':
      return { type: 'resolved', rootCause: action.rootCause, note: action.note };
    case 'hand-over':
      return {
        type: 'handed-over',
        to: action.to,
        team: teamOf(action.to, configuration),
        note: action.note,
        ...(!queue && { from: owner }),
      };
    case 'undo':
      return { type: 'undone', event: action.event };
  }
}

/** The team of a person, or that of the fallback owner for somebody outside the roster. */
export function teamOf(email: string, { people, ownership }: Configuration): string {
  const person =
    people.find((one) => one.email === email) ?? people.find((one) => one.email === ownership.fallback);
  return person?.team ?? '';
}

function doneSince(record: CaseRecord, wanted: CaseEventBody, by: string, expects: number): boolean {
  if (wanted.type === 'undone')
    return record.events.some((event) => event.type === 'undone' && event.event === wanted.event);
  return standingEvents(record.events).some(({ event: { at: _at, by: actor, ...body }, index }) => {
    return index >= expects && actor === by && fingerprint(body) === fingerprint(wanted);
  });
}

/** Whose the case was is no part of what somebody wanted: the same form may come twice. */
function fingerprint(body: CaseEventBody): string {
  const wanted = Object.entries(body).filter(([name]) => name !== 'from');
  return JSON.stringify(wanted.toSorted(([one], [other]) => one.localeCompare(other)));
}

import type { HiddenRole, SourceMapping } from '../domain/source.ts';
import type { GivenResponse } from '../providers/provider.ts';
import { wordsOf } from './answer-values.ts';
import { attributesOf } from './attributes.ts';
import { emailOf, languageTagOf, lineOf, textOf } from './given-text.ts';
import type { Joined } from './mapping.ts';

/** Who gets to say a thing that several parts of a response speak of. The order is that of `answersOf`. */

export type Claimed = 'comment' | 'contact-requested' | 'contact-time' | Exclude<HiddenRole, 'attribute'>;

/** One part of the response that speaks of a thing; `by` is whatever object or name its line knows it by. */
interface Claim {
  readonly by: unknown;
  readonly label: string;
  /** Undefined where it is empty. */
  readonly said: string | undefined;
}

export type Verdict =
  | { readonly counts: true; readonly said: string }
  | { readonly counts: false; readonly why: string };

const unfit = {
  comment: 'nothing is left of it as a text',
  'contact-requested': 'neither yes nor no',
  'contact-time': 'nothing is left of it as a text',
  email: 'not an e-mail address',
  name: 'nothing is left of it as a text',
  'customer-id': 'nothing is left of it as a text',
  language: 'not a language tag such as fr or pt-BR',
} as const satisfies Record<Claimed, string>;

export class Claims {
  private readonly given: GivenResponse;
  private readonly joined: readonly Joined[];
  private readonly mapping: SourceMapping;

  constructor(given: GivenResponse, joined: readonly Joined[], mapping: SourceMapping) {
    this.given = given;
    this.joined = joined;
    this.mapping = mapping;
  }

  /** Whether a part's word counts, or why it does not. */
  verdict(what: Claimed, by: unknown): Verdict {
    const groups = [this.answered(what), this.known(what), this.hidden(what)];
    const own = groups.flat().find((claim) => claim.by === by);
    if (own?.said === undefined) return { counts: false, why: 'empty' };
    // Of answers and of hidden fields each, the first that says anything speaks for all.
    const speakers = groups.flatMap((group) => group.find(({ said }) => said !== undefined) ?? []);
    const winner = speakers.find(({ said = '' }) => settles(what) || isFit(what, said));
    const isSpeaker = speakers.some((claim) => claim.by === by);
    if (!isFit(what, own.said) && isSpeaker) return { counts: false, why: unfit[what] };
    if (winner?.by === by) return { counts: true, said: own.said };
    const before =
      winner ?? groups.find((group) => group.includes(own))?.find(({ said }) => said !== undefined);
    return { counts: false, why: `“${before?.label ?? ''}” comes first` };
  }

  private answered(what: Claimed): readonly Claim[] {
    return this.joined.flatMap(({ role, answer }) =>
      role.as === what ? [{ by: answer, label: role.id, said: wordsOf(answer) }] : [],
    );
  }

  private known(what: Claimed): readonly Claim[] {
    const { customer, language, contactRequested, contactTime } = this.given;
    const known = {
      comment: undefined,
      'contact-requested': contactRequested,
      'contact-time': contactTime,
      email: customer?.email,
      name: customer?.name,
      'customer-id': customer?.id,
      language,
    }[what];
    const said = known === undefined || known === null ? undefined : String(known);
    return [{ by: what, label: knownPaths[what], said: said?.trim() === '' ? undefined : said }];
  }

  private hidden(what: Claimed): readonly Claim[] {
    return (this.given.hidden ?? []).flatMap((field) => {
      const [name, value] = field;
      return roleOfHidden(name, this.mapping) === what
        ? [{ by: field, label: name, said: saidBy(value) }]
        : [];
    });
  }
}

/** Where a line shows what the tool knows of itself. */
export const knownPaths = {
  comment: 'comment',
  'contact-requested': 'contactRequested',
  'contact-time': 'contactTime',
  email: 'customer.email',
  name: 'customer.name',
  'customer-id': 'customer.id',
  language: 'language',
} as const satisfies Record<Claimed, string>;

export function roleOfHidden(name: string, { hidden }: SourceMapping): HiddenRole | undefined {
  return Object.hasOwn(hidden, name) ? hidden[name] : undefined;
}

/** Each attribute that is offered, in the order in which they are kept. */
export function attributeOffers(
  given: GivenResponse,
  joined: readonly Joined[],
  mapping: SourceMapping,
): readonly { readonly by: unknown; readonly key: string; readonly text: string }[] {
  const offer = (by: unknown, name: string, value: unknown) =>
    Object.entries(attributesOf([[name, value]])).map(([key, text]) => ({ by, key, text }));
  return [
    ...(given.hidden ?? []).flatMap((field) => {
      const said = roleOfHidden(field[0], mapping) === 'attribute' ? saidBy(field[1]) : undefined;
      return said === undefined ? [] : offer(field, field[0], said);
    }),
    ...(given.attributes ?? []).flatMap((field) => offer(field, field[0], field[1])),
    ...joined.flatMap(({ role, answer }) => {
      const words = role.as === 'attribute' ? wordsOf(answer) : undefined;
      return role.as === 'attribute' && words !== undefined ? offer(answer, role.name, words) : [];
    }),
  ];
}

/** What a hidden field says, where it is a text, a number or a truth value. */
export function saidBy(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** Whether the first word on it stands even if it is unfit. */
function settles(what: Claimed): boolean {
  return what === 'comment' || what === 'contact-requested' || what === 'language';
}

function isFit(what: Claimed, said: string): boolean {
  switch (what) {
    case 'email':
      return emailOf(said) !== undefined;
    case 'name':
    case 'customer-id':
    case 'contact-time':
      return lineOf(said) !== undefined;
    case 'language':
      return languageTagOf(said) !== undefined;
    case 'comment':
      return textOf(said) !== undefined;
    case 'contact-requested':
      return true;
  }
}

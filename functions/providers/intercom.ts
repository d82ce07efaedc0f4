import type { Delivery } from '../domain/delivery.ts';
import { answerTo } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { emailOf } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { withoutMarkup } from '../reading/markup.ts';
import { bodySignature } from './authentication.ts';
import {
  type Conversation,
  conversation,
  deletedConversation,
  type Notification,
  notification,
  type Person,
  unsubscribed,
} from './intercom-body.ts';
import type { GivenAnswer, Message, Provider } from './provider.ts';

/**
 * Intercom: ratings of conversations. The signature covers the body alone, so an old call can be repeated: it says
 * nothing new. Intercom repeats a failed call once, and unsubscribes a webhook on 410.
 */
export const intercom: Provider = {
  authentication: bodySignature({
    scheme: 'intercom',
    header: 'x-hub-signature',
    algorithm: 'sha1',
    encoding: 'hex',
    prefix: 'sha1=',
  }),
  answerWithin: 5,
  checksAddress: true,
  headers: [],
  questions: [
    {
      id: 'rating',
      as: 'rating',
      question: { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' },
    },
    { id: 'remark', as: 'comment' },
  ],
  events: {
    ping: 'ping',
    'conversation.rating.added': 'response',
    'conversation.rating.remarked': 'response',
    'conversation.deleted': 'deletion',
    'contact.unsubscribed': 'unsubscribe',
    'user.unsubscribed': 'unsubscribe',
  },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const given = readJson(body, notification);
  const { topic, created_at } = given;
  // A ping has no id.
  const id = given.id ?? digestOf(body);
  const item = given.data?.item;
  switch (topic) {
    case 'ping':
      return [{ kind: 'nothing', id, reason: 'ping' }];
    case 'conversation.rating.added':
    case 'conversation.rating.remarked':
      return [rated(checked(item, conversation, itemPath), given, id)];
    case 'conversation.deleted': {
      const responseId = checked(item, deletedConversation, itemPath);
      return [{ kind: 'deletion', id, responseId, version: { at: created_at } }];
    }
    case 'contact.unsubscribed':
    case 'user.unsubscribed':
      return [withoutMail(item, id)];
    default:
      return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  }
}

const itemPath = 'data.item';

function rated(given: Conversation, { created_at }: Notification, id: string): Message {
  const answers = answersIn(given);
  if (answers.length === 0) return { kind: 'nothing', id, reason: 'no-answer-yet' };
  // The rating's own `created_at` is when it was asked for.
  const ratedAt = given.conversation_rating?.updated_at;
  const people = raters(given);
  const response = {
    responseId: given.id,
    version: { at: ratedAt ?? given.updated_at ?? created_at },
    submittedAt: ratedAt ?? created_at,
    customer: customerAmong(people),
    answers,
    hidden: hiddenIn(given, people),
  };
  return { kind: 'response', id, response };
}

function answersIn({ conversation_rating }: Conversation): readonly GivenAnswer[] {
  const { rating, remark } = conversation_rating ?? {};
  const path = `${itemPath}.conversation_rating`;
  return [
    ...answerTo(['rating'], `${path}.rating`, rating),
    ...answerTo(['remark'], `${path}.remark`, remark === undefined ? undefined : withoutMarkup(remark)),
  ];
}

const customers: ReadonlySet<string | undefined> = new Set(['user', 'lead', 'contact']);

/** All that is told of who rated: a conversation may have several contacts, and a colleague may have begun it. */
function raters({ conversation_rating, user, contacts, source }: Conversation): readonly Person[] {
  const author = source?.author;
  const beganIt = author && customers.has(author.type) ? author : undefined;
  const people = [conversation_rating?.contact, user, ...(contacts ?? []), beganIt].flatMap(
    (one) => one ?? [],
  );
  const rater = people.find(({ id }) => id !== undefined)?.id;
  return people.filter(({ id }) => id === undefined || id === rater);
}

function customerAmong(people: readonly Person[]) {
  const first = (read: (person: Person) => string | undefined) => people.map(read).find(Boolean);
  return {
    id: first(({ external_id, user_id }) => external_id ?? user_id) ?? first(({ id }) => id),
    email: first(({ email }) => email),
    name: first(({ name }) => name),
  };
}

/** The conversation's own attributes come before the contact's of the same name. */
function hiddenIn({ custom_attributes, tags }: Conversation, people: readonly Person[]) {
  const names = (tags?.tags ?? []).flatMap(({ name }) => name ?? []);
  const all = new Map<string, unknown>([['tags', names.join(', ')]]);
  for (const attributes of [...people.map((person) => person.custom_attributes), custom_attributes])
    for (const [name, value] of Object.entries(attributes ?? {})) all.set(name, value);
  return [...all];
}

function withoutMail(item: unknown, id: string): Message {
  const { email, contact } = checked(item, unsubscribed, itemPath);
  const address = emailOf(contact?.email ?? email ?? '');
  return address === undefined
    ? { kind: 'nothing', id, reason: 'unsupported-event' }
    : { kind: 'unsubscribe', id, email: address };
}

import { answerTo, fullNameOf, textIn } from '../reading/answered.ts';
import type { GivenAnswer } from './provider.ts';
import type { Choice, Item } from './survicate-body.ts';

/** What one question was answered, by the kinds of answers that Survicate has. */
export function answersTo(item: Item, path: string): readonly GivenAnswer[] {
  const { question, choice, choices, text, date, fields, matrix, ranking } = item;
  const id = question.id;
  if (id === undefined) return [];
  return [
    ...(choice ? choiceAnswers(id, choice, item, `${path}.choice`) : []),
    ...(choices ? choicesAnswers(id, choices, `${path}.choices`) : []),
    ...answerTo([id], `${path}.text`, text),
    ...answerTo([id], `${path}.date`, date),
    ...(fields ? fieldAnswers(id, fields, `${path}.fields`) : []),
    ...answerTo([id], `${path}.matrix`, matrix?.map(rowText)),
    ...answerTo([id], `${path}.ranking`, ranking?.map(rowText)),
  ];
}

/** The same key means two things: NPS has its score in `id` and a label in `body`, others an option and its text. */
function choiceAnswers(id: string, choice: Choice, item: Item, path: string): readonly GivenAnswer[] {
  const chosen = isNps(choice, item)
    ? answerTo([id], `${path}.id`, Number(choice.id), { asked: { metric: 'nps' } })
    : answerTo([id], `${path}.body`, choice.body, choice.id === undefined ? {} : { options: [choice.id] });
  return [...chosen, ...commentAnswers(id, choice.comment, `${path}.comment`)];
}

/** An option can be called "Passive", but it then has an id beyond the scale of NPS. */
function isNps({ id = '', body = '' }: Choice, { type, question }: Item): boolean {
  const isScore = /^(\d|10)$/.test(id);
  const isCalledSo = /^nps$|net promoter/i.test(type ?? question.type ?? '');
  return isScore && (isCalledSo || /^(promoter|passive|detractor)$/i.test(body));
}

function choicesAnswers(id: string, choices: readonly Choice[], path: string): readonly GivenAnswer[] {
  const options = choices.flatMap((one) => one.id ?? []);
  const [comment] = choices.flatMap((one) => one.comment ?? []);
  return [
    ...answerTo(
      [id],
      path,
      choices.map(({ body }) => body),
      { options },
    ),
    ...commentAnswers(id, comment, `${path}.comment`),
  ];
}

function commentAnswers(id: string, comment: string | undefined, path: string): readonly GivenAnswer[] {
  return answerTo([`${id}.comment`, 'comment'], path, comment);
}

/** A contact form: each field by the question's id and its own name; e-mail, name and comment need no mapping. */
function fieldAnswers(
  id: string,
  fields: Readonly<Record<string, unknown>>,
  path: string,
): readonly GivenAnswer[] {
  const fullName = fullNameOf(textIn(fields, 'firstName'), textIn(fields, 'lastName'));
  return [
    ...Object.entries(fields).flatMap(([name, value]) =>
      answerTo([`${id}.${name}`, name], `${path}.${name}`, value),
    ),
    ...answerTo([`${id}.name`, 'name'], path, fullName),
  ];
}

function rowText({
  body,
  value,
}: {
  readonly body?: string | undefined;
  readonly value?: string | undefined;
}) {
  return [body, value].filter((one) => one !== undefined).join(': ');
}

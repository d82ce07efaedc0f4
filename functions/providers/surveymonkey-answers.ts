import type { GivenAnswer, GivenValue } from './provider.ts';
import type {
  Answer,
  Choice,
  QuestionAnswered,
  QuestionAsked,
  Survey,
  SurveyMonkeyResponse,
} from './surveymonkey-body.ts';
import { wordsOfChoice } from './surveymonkey-choices.ts';

/**
 * A response's answers, one for each question, each row of a matrix or list of fields, and each comment field. They
 * are told apart by ids: `question`, `question.row`, `question.row.column` and `question.other`.
 */
export function answersIn(
  { pages }: SurveyMonkeyResponse,
  survey: Survey | null | undefined,
): readonly GivenAnswer[] {
  const asked = new Map(questionsOf(survey).map((question) => [question.id, question]));
  return (pages ?? []).flatMap(({ questions }, page) =>
    (questions ?? []).flatMap((question, index) =>
      answersTo(question, asked.get(question.id), `pages.${page}.questions.${index}`),
    ),
  );
}

/** Every name that an answer of the survey could have. */
export function namesIn(survey: Survey): readonly string[] {
  return questionsOf(survey).flatMap(({ id, answers }) => [
    id,
    `${id}.${comment}`,
    ...(answers?.rows ?? []).flatMap((row) => [
      ...rowNames(id, row),
      ...(answers?.cols ?? []).map((col) => `${id}.${row.id}.${col.id}`),
    ]),
  ]);
}

function questionsOf(survey: Survey | null | undefined): readonly QuestionAsked[] {
  return (survey?.pages ?? []).flatMap(({ questions }) => questions ?? []);
}

interface Placed {
  readonly answer: Answer;
  readonly index: number;
}

function answersTo(
  { id, answers }: QuestionAnswered,
  asked: QuestionAsked | undefined,
  path: string,
): GivenAnswer[] {
  const places = new Map<string, Placed[]>();
  for (const [index, answer] of (answers ?? []).entries()) {
    const place = [id, ...placeOf(answer, asked)].join('.');
    places.set(place, [...(places.get(place) ?? []), { answer, index }]);
  }
  const isOnly = (asked?.answers?.rows ?? []).length < 2 && [...places.keys()].filter(isAnswer).length < 2;
  return [...places].flatMap(([place, placed]) => {
    const first = placed[0];
    const value = valueIn(placed, asked);
    if (first === undefined || value === undefined) return [];
    const options = placed.flatMap(({ answer }) => optionsOf(answer, asked));
    return [
      {
        names: namesOf(id, place, first.answer, isOnly, asked),
        path: `${path}.answers.${first.index}`,
        value,
        ...(options.length > 0 && { options }),
      },
    ];
  });
}

/** A comment beside the choices is an answer of its own; the words of a choice "Other" belong to the choices. */
function placeOf({ row_id, col_id, other_id }: Answer, asked: QuestionAsked | undefined): readonly string[] {
  const isComment = other_id && !asked?.answers?.other?.is_answer_choice;
  return [row_id, isComment ? comment : col_id].flatMap((part) => part || []);
}

const comment = 'other';

function isAnswer(place: string): boolean {
  return !place.endsWith(`.${comment}`);
}

function namesOf(
  id: string,
  place: string,
  { row_id, other_id }: Answer,
  isOnly: boolean,
  asked: QuestionAsked | undefined,
): readonly string[] {
  if (!isAnswer(place)) return [...new Set([place, `${id}.${comment}`, `${id}.${other_id}`])];
  const row = asked?.answers?.rows?.find((one) => one.id === row_id);
  const typed = row && place === `${id}.${row.id}` ? rowNames(id, row) : [];
  return [...new Set([place, ...typed, ...(isOnly ? [id] : [])])];
}

/** The rows of a question for contact details say what they ask: `email`, `name`. */
function rowNames(question: string, row: { readonly id: string; readonly type?: string | null | undefined }) {
  return [`${question}.${row.id}`, ...(row.type ? [`${question}.${row.type}`] : [])];
}

/** Undefined where nothing was answered; an empty list where a choice is known by its id alone. */
function valueIn(placed: readonly Placed[], asked: QuestionAsked | undefined): GivenValue | undefined {
  const given = placed.flatMap(({ answer }) => wordsOf(answer, asked) ?? []);
  if (given.length === 0) return placed.some(({ answer }) => isUnknownChoice(answer, asked)) ? [] : undefined;
  return given.length === 1 ? given[0] : given;
}

function wordsOf(answer: Answer, asked: QuestionAsked | undefined): string | undefined {
  const words = answer.choice_id ? wordsOfChoice(answer, choicesOf(answer, asked), asked) : answer.text;
  return words?.trim() ? words : undefined;
}

function isUnknownChoice(answer: Answer, asked: QuestionAsked | undefined): boolean {
  return Boolean(answer.choice_id) && !choiceOf(answer, asked)?.is_na;
}

function optionsOf(answer: Answer, asked: QuestionAsked | undefined): readonly string[] {
  if (!answer.choice_id) return [];
  const label = choiceOf(answer, asked)?.text;
  return [answer.choice_id, ...(label ? [label] : [])];
}

function choiceOf(answer: Answer, asked: QuestionAsked | undefined): Choice | undefined {
  return choicesOf(answer, asked).find(({ id }) => id === answer.choice_id);
}

/** A menu has its choices in its columns. */
function choicesOf({ col_id }: Answer, asked: QuestionAsked | undefined): readonly Choice[] {
  const column = asked?.answers?.cols?.find(({ id }) => id === col_id);
  return column?.choices ?? asked?.answers?.choices ?? [];
}

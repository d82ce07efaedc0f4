import type { GivenAnswer, GivenResponse } from './provider.ts';
import type { FormResponse, TypeformField } from './typeform-body.ts';
import { optionsIn, valueIn } from './typeform-values.ts';

/** A response in the making and the same one when it is done. */
export const ranks = { form_response_partial: 1, form_response: 2 } as const;

interface Telling {
  readonly rank: number;
  /** Before `answers`, where those stand in the body. */
  readonly path: string;
  /** Whether a response to none of the configured questions is one to another form. */
  readonly complete: boolean;
}

/** A response as a webhook or the API tells it. */
export function responseIn(form: FormResponse, { rank, path, complete }: Telling): GivenResponse {
  const { token, form_id, submitted_at, landed_at, definition } = form;
  const asked = (definition?.fields ?? []).flatMap(namesOf);
  return {
    responseId: token,
    // A partial response may have no time of its own; its arrival could come after the finished one was submitted.
    version: { at: submitted_at ?? landed_at ?? undefined, rank },
    surveyId: form_id,
    submittedAt: submitted_at,
    answers: answersIn(form, path),
    hidden: hiddenIn(form),
    ...(asked.length > 0 && { asked }),
    complete,
  };
}

function answersIn({ answers }: FormResponse, path: string): readonly GivenAnswer[] {
  return (answers ?? []).flatMap((answer, index) => {
    const value = valueIn(answer);
    const names = namesOf(answer.field);
    if (value === undefined || names.length === 0) return [];
    const options = optionsIn(answer);
    const place = `${path}answers.${index}.${answer.type}`;
    return [{ names, path: place, value, ...(options.length > 0 && { options }) }];
  });
}

/** Hidden fields, and variables of other names. */
function hiddenIn({ hidden = {}, variables }: FormResponse): readonly (readonly [string, unknown])[] {
  const reckoned = (variables ?? []).filter(({ key }) => !Object.hasOwn(hidden, key));
  return [
    ...Object.entries(hidden),
    ...reckoned.map(({ key, number, text }) => [key, number ?? text] as const),
  ];
}

function namesOf(field: TypeformField | null | undefined): string[] {
  return [field?.id, field?.ref].flatMap((name) => name || []);
}

import type { Delivery } from '../domain/delivery.ts';
import { isRecord } from '../reading/answered.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { formOf } from './listing.ts';
import type { Message, ProviderApi } from './provider.ts';
import { answersIn, askedIn, hiddenIn, isCarried } from './tally-answers.ts';
import {
  oneSubmission,
  submissionDocument,
  submissionPage,
  type TallyField,
  type TallyQuestion,
  type TallySubmission,
} from './tally-body.ts';

/**
 * Tally's API (developers.tally.so). A list is the newest submissions first; those of before `since` that were edited
 * later are not in it. Partial submissions, which no webhook tells, are left out.
 */
export const tallyApi: ProviderApi = {
  host(source) {
    formOf(source);
    return source.api?.host ?? 'api.tally.so';
  },
  authorize: (token) => ({ authorization: `Bearer ${token}` }),
  async fetchOne(ask, { responseId }, source) {
    const path = `${pathOf(formOf(source))}/${encodeURIComponent(responseId)}`;
    return checked(await ask({ path }), oneSubmission, 'answer');
  },
  async *listSince(ask, since, source) {
    const path = pathOf(formOf(source));
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({
        filter: 'completed',
        startDate: new Date(since).toISOString(),
        page: String(page),
        limit: '100',
      });
      const answer = checked(await ask({ path: `${path}?${query}` }), submissionPage, 'answer');
      const { questions, submissions, hasMore } = answer;
      if (submissions.length === 0) return;
      yield { documents: submissions.map((submission) => ({ questions, submission })) };
      if (!hasMore) return;
    }
  },
  read,
};

function pathOf(form: string): string {
  return `/forms/${encodeURIComponent(form)}/submissions`;
}

function read({ body }: Delivery): readonly Message[] {
  const { questions, submission } = readJson(body, submissionDocument);
  const { id, formId, submittedAt, updatedAt } = submission;
  const fields = questions.flatMap((question) => fieldsOf(question, submission));
  const response = {
    responseId: id,
    version: { at: updatedAt ?? submittedAt },
    surveyId: formId,
    submittedAt,
    answers: answersIn(fields, ({ key }) => `submission.responses.${key}`),
    hidden: hiddenIn(fields),
    asked: askedIn(fields),
  };
  return [{ kind: 'response', id: `submission-${id}-${updatedAt ?? submittedAt ?? 'undated'}`, response }];
}

/** A question with its answer as the webhook's body has it, so that both are read alike. */
function fieldsOf(question: TallyQuestion, { responses }: TallySubmission): readonly TallyField[] {
  const { id, type, fields } = question;
  const key = `question_${id}`;
  const value = responses.find(({ questionId }) => questionId === id)?.answer;
  const options = (fields ?? []).flatMap(({ uuid, title }) =>
    uuid === undefined ? [] : [{ id: uuid, text: title }],
  );
  if (!isCarried(type)) return [{ key, label: undefined, type, value, options }];
  return options.map((option) => ({
    key: `${key}_${option.id}`,
    label: option.text,
    type,
    value: isRecord(value) ? valueIn(value, option) : options.length === 1 ? value : undefined,
  }));
}

/** Several hidden fields are one question, whose answer has them by id or by name. */
function valueIn(
  values: Readonly<Record<string, unknown>>,
  { id, text }: { readonly id: string; readonly text: string | undefined },
): unknown {
  return values[id] ?? (text === undefined ? undefined : values[text]);
}

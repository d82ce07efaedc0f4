import * as z from 'zod';
import type { SourceConfiguration } from '../../functions/domain/source.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import { rolesOf } from '../../functions/reading/mapping.ts';

/** Undated history is older than whatever a tool itself tells, however late it is imported. */
const longAgo = new Date(0).toISOString();

type Body = Readonly<Record<string, unknown>>;

const standardBody = z.looseObject({
  timestamp: z.string().nullish(),
  data: z.looseObject({ submittedAt: z.string().nullish() }),
});
/** Nothing else may stand in it: a document of the tool that could not be read must not be read as something else. */
const anything = z.unknown().optional();
const plainResponse = z.strictObject({
  id: z.union([z.string(), z.number()]),
  ...{ survey: anything, channel: anything, language: anything, submittedAt: anything, updatedAt: anything },
  ...{
    contactRequested: anything,
    contactTime: anything,
    customer: anything,
    attributes: anything,
    hidden: anything,
  },
  metric: z.string().nullish(),
  scale: z.looseObject({}).nullish(),
  score: z.union([z.string(), z.number()]).nullish(),
  comment: z.string().nullish(),
  answers: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * What a document could be as a delivery's body, best guess first: as it is, a body or document of the tool; then a
 * response in the words of the `standard` body, whatever the tool.
 */
export function bodiesOf(document: Body, source: SourceConfiguration, provider: Provider): readonly Body[] {
  if (Object.hasOwn(document, 'imported')) return [document];
  if (source.provider === 'standard')
    return [
      dated(Object.hasOwn(document, 'data') ? document : { type: 'response.completed', data: document }),
    ];
  return [document, ...asImported(document, source, provider)];
}

function dated(body: Body): Body {
  const standard = standardBody.safeParse(body);
  if (!standard.success) return body;
  const { timestamp, data } = standard.data;
  return { ...body, timestamp: timestamp ?? data.submittedAt ?? longAgo };
}

function asImported(document: Body, source: SourceConfiguration, provider: Provider): readonly Body[] {
  const plain = plainResponse.safeParse(document);
  if (!plain.success) return [];
  const { score, comment, answers, metric, scale, ...rest } = plain.data;
  const roles = rolesOf(source, provider.questions);
  const main = roles.find(({ as }) => as === 'rating')?.id ?? 'score';
  const words = roles.find(({ as }) => as === 'comment')?.id ?? 'comment';
  const asked = { [main]: { metric, scale } };
  return [{ imported: { ...rest, asked, answers: { ...answers, [main]: score, [words]: comment } } }];
}

import * as z from 'zod';
import type { Action } from '../domain/actions.ts';

/** Browsers post two characters for a line break that their own `maxlength` counts as one. */
const note = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .default('');
const count = z.coerce.number().int().min(0).default(0);

const form = z.discriminatedUnion('action', [
  z.object({ action: z.literal('take'), expects: count }),
  z.object({ action: z.literal('acknowledge'), expects: count }),
  z.object({ action: z.literal('contacted'), expects: count, note }),
  z.object({ action: z.literal('waiting'), expects: count, note }),
  z.object({ action: z.literal('resume'), expects: count }),
  z.object({ action: z.literal('resolve'), expects: count, note, rootCause: z.string().default('') }),
  z.object({
    action: z.literal('hand-over'),
    expects: count,
    note,
    to: z.string().trim().toLowerCase().default(''),
  }),
  z.object({ action: z.literal('undo'), expects: count, event: z.coerce.number().int().min(0) }),
]);

export interface PostedAction {
  readonly action: Action;
  /** How many events the case had when its page was drawn. */
  readonly expects: number;
}

/** Reads a form body (application/x-www-form-urlencoded); undefined when it is none of the page's forms. */
export function readPostedAction(body: Buffer): PostedAction | undefined {
  const parsed = form.safeParse(Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  if (!parsed.success) return undefined;
  return { expects: parsed.data.expects, action: actionOf(parsed.data) };
}

function actionOf(posted: z.output<typeof form>): Action {
  switch (posted.action) {
    case 'take':
    case 'acknowledge':
    case 'resume':
      return { name: posted.action };
    case 'contacted':
    case 'waiting':
      return { name: posted.action, note: posted.note };
    case 'resolve':
      return { name: 'resolve', rootCause: posted.rootCause, note: posted.note };
    case 'hand-over':
      return { name: 'hand-over', to: posted.to, note: posted.note };
    case 'undo':
      return { name: 'undo', event: posted.event };
  }
}

import type { ControlClient } from '../local/control-client.ts';
import { postForm } from '../local/page-visitor.ts';

/** Cases are shared among them, so that nobody gets more messages than in a day. */
const owners = ['lea', 'noe', 'emma'].map((name) => `${name}@example.com`);

/**
 * Takes cases through a whole good life: told, acknowledged, contacted, resolved, followed up, asked, recovered.
 * @returns the state transitions of each
 */
export async function liveCases(run: ControlClient, cases: number): Promise<readonly number[]> {
  const ids = Array.from({ length: cases }, (_, index) => `life-${index}`);
  for (const [index, id] of ids.entries()) {
    const at = new Date(await run.now()).toISOString();
    const customer = { email: `${id}@example.com`, name: id, locale: 'fr-FR' };
    const comment = index % 5 < 3 ? { comment: 'Livraison en retard, personne ne répond.' } : {};
    const attributes = { owner: owners[index % owners.length] };
    const data = { id, score: 2, ...comment, customer, attributes };
    await run.post('post-purchase', { type: 'response.completed', timestamp: at, data });
  }
  await run.idle();
  const mine = async (purpose: string) =>
    (await run.mail()).filter(
      (mail) => mail.purpose === purpose && ids.some((id) => mail.text.includes(id) || mail.to.includes(id)),
    );
  for (const mail of await mine('owner-notification')) {
    const page = mail.links[0] ?? '';
    await postForm(page, { action: 'acknowledge' });
    await postForm(page, { action: 'contacted', note: 'Appelé.' });
    await postForm(page, { action: 'resolve', rootCause: 'carrier', note: 'Renvoyé en express.' });
  }
  await run.advance('PT10M');
  await run.advance('P3D');
  for (const mail of await mine('recovery-survey')) {
    const link = mail.links.find((one) => one.includes('/recovery/'))?.split('?')[0] ?? '';
    await postForm(link, { score: '5' });
  }
  await run.idle();
  const ended = (await run.executions()).filter(({ status }) => status === 'SUCCEEDED');
  return ended.map(({ transitions }) => transitions);
}

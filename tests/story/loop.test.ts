import { describe, expect, it } from 'vitest';
import { openPage, postForm } from '../../local/page-visitor.ts';
import { actionLink, answer, aRun, eventTypes, mailsTo, theCase, theMailTo } from './a-run.ts';

describe('a case that goes well', () => {
  const story = aRun();
  const ana = { id: 'good', email: 'ana@example.com', name: 'Ana', owner: 'lea@example.com' };

  it('opens at once and tells its owner by mail and by topic', async () => {
    const { run } = story;
    await answer(run, { ...ana, comment: 'Livraison en retard, personne ne répond.' });
    const mail = await theMailTo(run, 'lea@example.com', 'owner-notification');
    expect(mail.subject).toContain('3/10'.replace('3', '2'));
    expect(mail.text).toContain('personne ne répond');
    const [notice] = await run.notifications();
    expect(notice?.attributes).toMatchObject({ owner: 'lea@example.com', team: 'care', event: 'opened' });
  });

  it('is shown to whoever opens the link, and changed by nobody who only opens it', async () => {
    const { run } = story;
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    const before = await theCase(run, 'good');
    expect((await openPage(link)).html).toContain('personne ne répond');
    await fetch(link, { method: 'HEAD' });
    expect(await theCase(run, 'good')).toEqual(before);
  });

  it('takes each action once, however often the button is tapped', async () => {
    const { run } = story;
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    const taps = await Promise.all([1, 2, 3, 4].map(() => postForm(link, { action: 'acknowledge' })));
    expect(taps.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const types = await eventTypes(run, 'good');
    expect(types.filter((type) => type === 'acknowledged')).toHaveLength(1);
  });

  it('lets the owner take an action back for ten minutes', async () => {
    const { run } = story;
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    await postForm(link, { action: 'contacted', note: 'Wrong case, sorry' });
    const index = (await eventTypes(run, 'good')).lastIndexOf('contacted');
    expect((await postForm(link, { action: 'undo', event: String(index) })).status).toBe(200);
    await run.advance('PT11M');
    const late = (await eventTypes(run, 'good')).lastIndexOf('acknowledged');
    expect((await postForm(link, { action: 'undo', event: String(late) })).status).toBe(409);
  });

  it('asks for a root cause and for what was done before it is resolved', async () => {
    const { run } = story;
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    expect((await postForm(link, { action: 'resolve', rootCause: '', note: '' })).status).toBe(409);
    await postForm(link, { action: 'contacted', note: 'Appelé Ana.' });
    const done = await postForm(link, {
      action: 'resolve',
      rootCause: 'carrier',
      note: 'Votre colis est reparti en express.',
    });
    expect(done.status).toBe(200);
  });

  it('tells the customer what was done, in their language, with their words, and only once', async () => {
    const { run } = story;
    expect(await mailsTo(run, 'ana@example.com')).toEqual([]);
    await run.advance('PT11M');
    const mail = await theMailTo(run, 'ana@example.com', 'follow-up');
    expect(mail.text).toContain('personne ne répond');
    expect(mail.text).toContain('reparti en express');
    expect(mail.html).toContain('lang="fr"');
    expect(mail.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
  });

  it('asks days later whether it helped, and closes when the customer says so', async () => {
    const { run } = story;
    await run.advance('P3D');
    const survey = await theMailTo(run, 'ana@example.com', 'recovery-survey');
    const link = survey.links.find((one) => one.includes('/recovery/')) ?? '';
    expect((await openPage(link)).status).toBe(200);
    expect(await eventTypes(run, 'good')).not.toContain('survey-answered');
    expect((await postForm(link.split('?')[0] ?? '', { score: '5' })).status).toBe(200);
    await run.idle();
    expect((await theCase(run, 'good')).events.at(-1)).toMatchObject({
      type: 'closed',
      outcome: 'recovered',
    });
  });

  it('costs at most twelve state transitions', async () => {
    const { id } = await theCase(story.run, 'good');
    const execution = (await story.run.executions()).find(({ name }) => name === id);
    expect(execution?.status).toBe('SUCCEEDED');
    expect(execution?.transitions).toBeLessThanOrEqual(12);
  });
});

describe('a case that nobody looks after', () => {
  const story = aRun();

  it('warns its owner at half and at three quarters, tells the lead of the breach, and is given to the lead', async () => {
    const { run } = story;
    await answer(run, { id: 'late', email: 'tom@example.com', owner: 'emma@example.com' });
    await run.advance('PT24H');
    const escalation = await mailsTo(run, 'sami@example.com', 'owner-escalation');
    expect(escalation.length).toBeGreaterThan(0);
    await run.advance('P3D');
    const events = (await theCase(run, 'late')).events;
    const steps = events.flatMap((event) => ('step' in event ? [event.step] : []));
    expect(steps).toContain('round-0/firstContact/50%');
    expect(steps).toContain('round-0/firstContact/75%');
    expect(steps).toContain('round-0/firstContact/breach-0');
    expect(new Set(steps).size).toBe(steps.length);
    expect(events).toContainEqual(expect.objectContaining({ type: 'reassigned', to: 'sami@example.com' }));
    expect((await mailsTo(run, 'claire@example.com', 'owner-escalation')).length).toBeGreaterThan(0);
  });

  it('uses three transitions at most for each step of the ladder', async () => {
    const { run } = story;
    const { id, events } = await theCase(run, 'late');
    const told = events.filter(({ type }) => type === 'told').length;
    const execution = (await run.executions()).find(({ name }) => name === id);
    expect(execution?.transitions).toBeLessThanOrEqual(12 + 3 * told);
  });
});

describe('a customer for whom it was not put right', () => {
  const story = aRun();
  const resolve = { action: 'resolve', rootCause: 'product', note: 'Remplacé.' };

  it('reopens the case with a higher priority, and the second time closes it as lost', async () => {
    const { run } = story;
    await answer(run, {
      id: 'low',
      email: 'lou@example.com',
      owner: 'lea@example.com',
      comment: 'Produit cassé.',
    });
    await postForm(actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification')), resolve);
    await run.advance('P4D');
    await answerSurvey('2');
    expect((await theCase(run, 'low')).events).toContainEqual(
      expect.objectContaining({ type: 'reopened', priority: 'high' }),
    );
    const [, reopened] = await mailsTo(run, 'lea@example.com', 'owner-notification');
    if (!reopened) throw new Error('the owner was not told of the reopening');
    await postForm(actionLink(reopened), resolve);
    await run.advance('P8D');
    await answerSurvey('1');
    expect((await theCase(run, 'low')).events.at(-1)).toMatchObject({ type: 'closed', outcome: 'lost' });
  });

  async function answerSurvey(score: string): Promise<void> {
    const survey = (await mailsTo(story.run, 'lou@example.com', 'recovery-survey')).at(-1);
    const link = survey?.links.find((one) => one.includes('/recovery/'))?.split('?')[0];
    if (link === undefined) throw new Error('the customer was not asked');
    await postForm(link, { score });
    await story.run.idle();
  }
});

describe('a customer who cannot be mailed', () => {
  const story = aRun();

  it('has a case all the same, which closes with the reason', async () => {
    const { run } = story;
    await answer(run, { id: 'nobody', owner: 'lea@example.com' });
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    await postForm(link, { action: 'resolve', rootCause: 'other', note: 'Rien à faire de plus.' });
    await run.advance('PT15M');
    const events = (await theCase(run, 'nobody')).events;
    expect(events).toContainEqual(expect.objectContaining({ type: 'not-mailed', reason: 'no-address' }));
    expect(events.at(-1)).toMatchObject({ type: 'closed', reason: 'customer-cannot-be-asked' });
    const execution = (await run.executions())[0];
    expect(execution?.status).toBe('SUCCEEDED');
  });

  it('gets nothing more after unsubscribing by one click, bouncing or complaining', async () => {
    const { run } = story;
    for (const address of ['bounce+ina@example.com', 'complaint+max@example.com', 'uma@example.com']) {
      const id = `stop-${address}`;
      await answer(run, { id, email: address, owner: 'noe@example.com' });
      const mail = (await mailsTo(run, 'noe@example.com', 'owner-notification')).at(-1);
      if (!mail) throw new Error('the owner was not told');
      await postForm(actionLink(mail), { action: 'resolve', rootCause: 'other', note: 'Fait.' });
    }
    await run.advance('PT15M');
    const unsubscribe = (await theMailTo(run, 'uma@example.com', 'follow-up')).headers[
      'List-Unsubscribe'
    ]?.slice(1, -1);
    const opened = await openPage(unsubscribe ?? '');
    expect(opened.status).toBe(200);
    await fetch(unsubscribe ?? '', {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    await run.advance('P4D');
    for (const address of ['bounce+ina@example.com', 'complaint+max@example.com', 'uma@example.com'])
      expect(await mailsTo(run, address, 'recovery-survey')).toEqual([]);
    const reasons = (await run.table('cases')).flatMap(
      (one) => JSON.stringify(one).match(/"reason":"(\w+)"/g) ?? [],
    );
    expect(reasons).toEqual(
      expect.arrayContaining(['"reason":"bounced"', '"reason":"complained"', '"reason":"unsubscribed"']),
    );
  });
});

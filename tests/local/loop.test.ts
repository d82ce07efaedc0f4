import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FixtureRun, startFixture } from './fixture-run.ts';

let run: FixtureRun;
beforeAll(async () => {
  run = await startFixture();
}, 120_000);
afterAll(() => run.stop());

const FORTY_DAYS_IN_SECONDS = 40 * 24 * 3600;

describe('the HTTP API', () => {
  it('hands the function an event in payload format 2.0', async () => {
    const event = await run.get('/hooks/caf%C3%A9?a=1&a=2&b=x%20y');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /hooks/{source}',
      rawPath: '/hooks/caf%C3%A9',
      rawQueryString: 'a=1&a=2&b=x%20y',
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { source: 'café' },
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'GET', protocol: 'HTTP/1.1' } },
    });
  });

  it.each([
    ['application/json', 'false', 'héllo'],
    ['text/plain; charset=utf-8', 'false', 'héllo'],
    ['application/vnd.api+json', 'false', 'héllo'],
    ['application/x-www-form-urlencoded', 'true', 'aMOpbGxv'],
    ['application/octet-stream', 'true', 'aMOpbGxv'],
  ])('passes a body of type %s as API Gateway does', async (type, encoded, body) => {
    const init = { method: 'POST', headers: { 'content-type': type }, body: Buffer.from('héllo') };
    const response = await fetch(`${run.url}/hooks/bytes`, init);
    expect(response.headers.get('x-encoded')).toBe(encoded);
    expect(await response.text()).toBe(body);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('answers HEAD on a route for any method, without a body', async () => {
    const response = await fetch(`${run.url}/hooks/survey`, { method: 'HEAD' });
    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
  });

  it('answers 404 where there is no route and 500 where the function fails', async () => {
    const lost = await fetch(`${run.url}/nowhere`);
    expect([lost.status, await lost.json()]).toEqual([404, { message: 'Not Found' }]);
    const broken = await fetch(`${run.url}/hooks/broken`, { method: 'POST', body: 'x' });
    expect([broken.status, await broken.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  it('answers 413 over 10 MB, and over the 6 MB that a function takes', async () => {
    const post = (bytes: number) =>
      fetch(`${run.url}/hooks/bytes`, { method: 'POST', body: Buffer.alloc(bytes) });
    expect((await post(11 * 1024 * 1024)).status).toBe(413);
    expect((await post(5 * 1024 * 1024)).status).toBe(413);
  });
});

describe('a ticket', () => {
  it('goes from the door through the queue into the table, read by the stand-in', async () => {
    expect(await run.submit({ id: 'plain', comment: 'Livraison en retard, personne ne répond.' })).toBe(202);
    await run.idle();
    expect(await run.ticket('plain')).toMatchObject({ state: 'open', sentiment: 'NEGATIVE' });
  });

  it('travels with others in one batch', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => run.submit({ id: `crowd-${index}` })));
    await run.idle();
    expect(Number((await run.ticket('crowd-19'))?.['batch'])).toBeGreaterThan(5);
  });

  it('waits for its owner and closes with one mail when the owner answers', async () => {
    await run.submit({ id: 'answered', waitSeconds: 3600 });
    await run.idle();
    expect(await run.execution('answered')).toMatchObject({ status: 'RUNNING', state: 'Ask' });
    expect(await run.reply('answered', 'sorted')).toEqual({ status: 200, body: 'thanks' });
    await run.idle();
    expect(await run.execution('answered')).toMatchObject({
      status: 'SUCCEEDED',
      state: 'Done',
      transitions: 4,
    });
    const [mail, ...others] = (await run.mails()).filter(({ subject }) => subject.includes('answered'));
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      purpose: 'follow-up',
      to: 'ana@example.com',
      subject: 'Your ticket <answered>',
      text: 'Closed: sorted. https://example.com/t?a=1&b=2',
      headers: { 'List-Unsubscribe': '<https://example.com/stop>' },
      links: ['https://example.com/t?a=1&b=2'],
    });
  });

  it('takes the path of the error that its owner fails it with', async () => {
    await run.submit({ id: 'declined', waitSeconds: 3600 });
    await run.idle();
    expect((await run.reply('declined', 'no')).status).toBe(200);
    await run.idle();
    expect(await run.ticket('declined')).toMatchObject({ state: 'closed', answer: 'no' });
  });

  it('refuses a second answer, and garbage, with the names AWS uses', async () => {
    await run.submit({ id: 'twice', waitSeconds: 3600 });
    await run.idle();
    const answers = await Promise.all([run.reply('twice', 'first'), run.reply('twice', 'second')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toBe('TaskTimedOut');
    expect(await run.reply('twice', 'garbage')).toEqual({ status: 409, body: 'InvalidToken' });
  });

  it('starts one execution however often it is delivered while it runs', async () => {
    await run.submit({ id: 'same', waitSeconds: 3600 });
    await run.submit({ id: 'same', waitSeconds: 3600 });
    await run.idle();
    expect(await run.execution('same')).toMatchObject({ status: 'RUNNING', transitions: 2 });
  });

  it('times out forty days later to the second, with every clock agreeing', async () => {
    await run.submit({ id: 'slow', waitSeconds: FORTY_DAYS_IN_SECONDS });
    await run.idle();
    await run.advance('P39DT23H');
    expect(await run.execution('slow')).toMatchObject({ status: 'RUNNING' });
    await run.advance('PT2H');
    const ticket = await run.ticket('slow');
    expect(ticket).toMatchObject({ state: 'closed', answer: 'nothing' });
    const waited = Date.parse(String(ticket?.['closed'])) - Date.parse(String(ticket?.['asked']));
    expect(waited / 1000).toBeGreaterThan(FORTY_DAYS_IN_SECONDS - 5);
    expect(waited / 1000).toBeLessThan(FORTY_DAYS_IN_SECONDS + 5);
  });

  it('retries a busy step after ten and twenty minutes of the run’s time', async () => {
    await run.submit({ id: 'busy', waitSeconds: 3600 });
    await run.idle();
    await run.reply('busy', 'yes');
    await run.advance('PT11M');
    expect(await run.ticket('busy')).toMatchObject({ attempts: 2 });
    expect(await run.execution('busy')).toMatchObject({ status: 'RUNNING' });
    await run.advance('PT20M');
    expect(await run.execution('busy')).toMatchObject({ status: 'SUCCEEDED', transitions: 6 });
  });

  it('rests two days first when it is not urgent', async () => {
    await run.submit({ id: 'calm', urgent: false, waitSeconds: 7200 });
    await run.idle();
    expect(await run.execution('calm')).toMatchObject({ state: 'Rest' });
    await run.advance('P1DT23H');
    expect(await run.execution('calm')).toMatchObject({ state: 'Rest' });
    await run.advance('PT1H1M');
    expect(await run.execution('calm')).toMatchObject({ state: 'Ask' });
  });
});

describe('the queue', () => {
  it('returns only the failed message of a batch, twice, then sets it aside', async () => {
    await Promise.all([run.submit({ id: 'bad', fail: true }), run.submit({ id: 'good' })]);
    await run.idle();
    expect(await run.ticket('good')).toBeDefined();
    const logged = async () =>
      JSON.stringify(await run.get('/_local/logs?function=record')).split('failed').length - 1;
    const before = await logged();
    await run.advance('PT61S');
    expect(await logged()).toBe(before + 1);
    await run.advance('PT10M');
    expect(await logged()).toBe(before + 1);
  });

  it('holds a delayed message back until the run’s time has come', async () => {
    await run.submit({ id: 'later' }, '?delay=600');
    await run.idle();
    expect(await run.ticket('later')).toBeUndefined();
    await run.advance('PT9M');
    expect(await run.ticket('later')).toBeUndefined();
    await run.advance('PT61S');
    expect(await run.ticket('later')).toBeDefined();
  });
});

describe('topics and mail events', () => {
  it('deliver to a function only what its filter lets through', async () => {
    await run.submit({ id: 'high-1', waitSeconds: 60 });
    await run.submit({ id: 'low-1', waitSeconds: 60 });
    await run.idle();
    const heard = await run.heard();
    expect(heard).toContain('{"ticket":"high-1"}');
    expect(heard).not.toContain('{"ticket":"low-1"}');
    expect(await run.get('/_local/notifications')).toContainEqual(
      expect.objectContaining({ attributes: { priority: 'low' }, message: '{"ticket":"low-1"}' }),
    );
  });

  it('report a bounce of a test address in the shape of SES event publishing', async () => {
    await run.submit({ id: 'bounced', to: 'bounce@simulator.amazonses.com', waitSeconds: 60 });
    await run.idle();
    await run.reply('bounced', 'yes');
    await run.idle();
    const event = (await run.heard()).find((message) => message.includes('Bounce'));
    expect(JSON.parse(event ?? '{}')).toMatchObject({
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }],
      },
      mail: { tags: { purpose: ['follow-up'] } },
    });
  });

  it('run the nightly rule at its own hour', async () => {
    const before = (await run.heard()).filter((message) => message.startsWith('tick'));
    await run.advance('P2D');
    const ticks = (await run.heard()).filter(
      (message) => message.startsWith('tick') && !before.includes(message),
    );
    expect(ticks).toHaveLength(2);
    for (const tick of ticks) expect(tick).toMatch(/T02:30:00\.000Z$/);
  });
});

describe('the table', () => {
  it('forgets an item when its time to live has passed', async () => {
    const now = Date.parse(await run.advance('PT0S'));
    await run.submit({ id: 'fading', expires: Math.floor(now / 1000) + 3600 });
    await run.idle();
    expect(await run.ticket('fading')).toBeDefined();
    await run.advance('P1D');
    expect(await run.ticket('fading')).toBeUndefined();
  });
});

describe('a call that the role does not allow', () => {
  it('is refused, counted as denied, and fails only its own message', async () => {
    await run.submit({ id: 'overreach', overreach: true });
    await run.idle();
    expect(await run.ticket('overreach')).toBeUndefined();
    expect(await run.calls()).toContainEqual(
      expect.objectContaining({
        function: expect.stringContaining('record'),
        service: 'sqs',
        action: 'SendMessage',
        denied: 1,
      }),
    );
    expect(JSON.stringify(await run.get('/_local/logs?function=record'))).toContain('AccessDenied');
  });
});

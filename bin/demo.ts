import { spawn } from 'node:child_process';
import { ChildRun } from '../local/child-run.ts';
import type { RunMail } from '../local/control-client.ts';
import { openPage, postForm } from '../local/page-visitor.ts';
import { currentAssembly } from './assembly.ts';

/** Tells the whole story on a skipped clock; exits 0 only if every step was seen to happen. */

const started = Date.now();
const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
let failures = 0;

function chapter(title: string): void {
  console.log(`\n${paint(1, title)}`);
}

function tell(text: string): void {
  console.log(`    ${text}`);
}

function quote(mail: RunMail): void {
  tell(`${paint(36, '✉')} ${mail.to}: ${paint(1, mail.subject)}`);
}

function seen(what: string, happened: boolean): void {
  if (!happened) failures += 1;
  console.log(`  ${happened ? paint(32, '✔') : paint(31, '✘')} ${what}`);
}

async function main(): Promise<void> {
  chapter('Synthesising the CDK app and starting it on this machine');
  const assembly = await currentAssembly();
  const run = await ChildRun.start({ assembly });
  tell(`${run.url}, ready after ${((Date.now() - started) / 1000).toFixed(1)} s; nothing is kept`);
  try {
    await story(run);
  } finally {
    await run.stop();
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const ending =
    failures === 0
      ? paint(32, 'The loop is closed.')
      : paint(31, `${failures} steps were not seen to happen.`);
  console.log(`\n${ending} ${seconds} s.`);
  process.exitCode = failures === 0 ? 0 : 1;
}

async function at(run: ChildRun): Promise<string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(await run.now());
}

async function mailTo(run: ChildRun, address: string, purpose: string): Promise<RunMail | undefined> {
  return (await run.mail()).findLast((mail) => mail.to.includes(address) && mail.purpose === purpose);
}

function response(id: string, at: number, data: object): object {
  return { type: 'response.completed', timestamp: new Date(at).toISOString(), data: { id, ...data } };
}

async function story(run: ChildRun): Promise<void> {
  await customersAnswer(run);
  const page = await ownersAreTold(run);
  await ownerActs(run, page);
  await customerHearsBack(run);
  await nobodyLooks(run);
  await putRight(run);
  await youAskedWeDid(run);
}

async function customersAnswer(run: ChildRun): Promise<void> {
  const now = await run.now();
  const ana = { id: 'c-42', email: 'ana@example.com', name: 'Ana', locale: 'fr-FR' };
  const tom = { id: 'c-43', email: 'tom@example.com', name: 'Tom', locale: 'en-GB' };

  chapter(`${await at(run)} · Customers answer the survey`);
  tell('Ana, 3/10: « Livraison en retard, personne ne répond. »');
  tell('Tom, 2/10: "My parcel was two weeks late."');
  tell('Zoé, 9/10: « Très bien, mais la livraison pourrait être plus rapide. »');
  const answers = await Promise.all([
    run.post(
      'post-purchase',
      response('r-1', now, {
        score: 3,
        comment: 'Livraison en retard, personne ne répond.',
        customer: ana,
        attributes: { owner: 'lea@example.com' },
      }),
    ),
    run.post(
      'post-purchase',
      response('r-2', now, {
        score: 2,
        comment: 'My parcel was two weeks late.',
        customer: tom,
        attributes: { owner: 'emma@example.com' },
      }),
    ),
    run.post(
      'post-purchase',
      response('r-3', now, {
        score: 9,
        comment: 'Très bien, mais la livraison pourrait être plus rapide.',
        customer: { email: 'zoe@example.com', name: 'Zoé' },
      }),
    ),
  ]);
  seen(
    'the front door took them: 202',
    answers.every(({ status }) => status === 202),
  );
  const forged = await fetch(`${run.url}/hooks/post-purchase`, {
    method: 'POST',
    body: '{"data":{"id":"r-4","score":0}}',
  });
  seen('and turned an unsigned one away: 401', forged.status === 401);
  await run.idle();
  seen(
    'three responses are recorded, two cases are open',
    (await run.table('feedback')).length === 3 && (await run.table('cases')).length === 2,
  );
}

async function ownersAreTold(run: ChildRun): Promise<string> {
  chapter(`${await at(run)} · The owners are told`);
  const alert = await mailTo(run, 'lea@example.com', 'owner-notification');
  if (alert) quote(alert);
  seen('Léa has one mail about Ana, with one link', alert?.links.length === 1);
  seen(
    'whoever subscribes to the topic was told too',
    (await run.notifications()).some(({ attributes }) => attributes['event'] === 'opened'),
  );
  const page = alert?.links[0] ?? run.url;
  const before = JSON.stringify(await run.table('cases'));
  for (let scan = 0; scan < 3; scan += 1) await openPage(page);
  seen(
    'a mail scanner opened the link three times and changed nothing',
    JSON.stringify(await run.table('cases')) === before,
  );
  return page;
}

async function ownerActs(run: ChildRun, page: string): Promise<void> {
  await run.advance('PT30M');
  chapter(`${await at(run)} · Léa acts, from her phone, without logging in`);
  await postForm(page, { action: 'acknowledge' });
  await run.advance('PT2H');
  await postForm(page, { action: 'contacted', note: 'Appelé Ana : le colis est perdu, je le renvoie.' });
  await run.advance('PT1H');
  await postForm(page, {
    action: 'resolve',
    rootCause: 'carrier-lost',
    note: 'Votre colis est reparti ce matin en express, sans frais. Il arrive demain.',
  });
  const resolved = await openPage(page);
  seen(
    'acknowledged, contacted, resolved',
    resolved.status === 200 && JSON.stringify(await run.table('cases')).includes('"resolved"'),
  );
}

async function customerHearsBack(run: ChildRun): Promise<void> {
  await run.advance('PT10M');
  chapter(`${await at(run)} · Ana hears back, once it can no longer be taken back`);
  const followUp = await mailTo(run, 'ana@example.com', 'follow-up');
  if (followUp) quote(followUp);
  seen(
    'in her language, quoting her words, saying what was done',
    ['personne ne répond', 'en express'].every((words) => followUp?.text.includes(words)),
  );
  seen(
    'with a one-click unsubscribe',
    followUp?.headers['List-Unsubscribe-Post'] === 'List-Unsubscribe=One-Click',
  );
}

async function nobodyLooks(run: ChildRun): Promise<void> {
  await run.advance('PT20H30M');
  chapter(`${await at(run)} · Nobody looked after Tom`);
  const warnings = (await run.mail()).filter((mail) => mail.to.includes('emma@example.com'));
  for (const mail of warnings) quote(mail);
  const escalation = await mailTo(run, 'sami@example.com', 'owner-escalation');
  if (escalation) quote(escalation);
  seen(
    'Emma was warned, and the team lead told of the breach',
    warnings.length > 1 && escalation !== undefined,
  );
  await run.advance('PT9H');
  const cases = await run.table('cases');
  const toms = JSON.stringify(cases.find((one) => String(one['feedbackId']).endsWith('#r-2')));
  seen('eight hours later the case is the lead’s', toms.includes('"reassigned"'));
  const leads = await mailTo(run, 'sami@example.com', 'owner-escalation');
  await postForm(leads?.links[0] ?? run.url, {
    action: 'resolve',
    rootCause: 'carrier-late',
    note: 'We refunded the delivery and changed the carrier for your area.',
  });
}

async function putRight(run: ChildRun): Promise<void> {
  await run.advance('P3D');
  chapter(`${await at(run)} · Did we put it right?`);
  const survey = await mailTo(run, 'ana@example.com', 'recovery-survey');
  if (survey) quote(survey);
  const question = survey?.links.find((link) => link.includes('/recovery/'))?.split('?')[0] ?? run.url;
  const answered = await postForm(question, {
    score: '5',
    fcr: 'yes',
    comment: 'Merci, tout est arrivé !',
  });
  await run.idle();
  const anas = JSON.stringify(
    (await run.table('cases')).find((one) => String(one['feedbackId']).endsWith('#r-1')),
  );
  seen(
    'Ana says yes, settled with the first answer, and her case closes as recovered',
    answered.status === 200 && ['"recovered"', '"fcr":true'].every((part) => anas.includes(part)),
  );
  const happy = (await run.executions()).find(({ status }) => status === 'SUCCEEDED');
  seen(
    `it cost ${happy?.transitions ?? '?'} state transitions`,
    happy !== undefined && happy.transitions <= 12,
  );
}

async function youAskedWeDid(run: ChildRun): Promise<void> {
  chapter(`${await at(run)} · You asked, we did`);
  const stop =
    (await mailTo(run, 'tom@example.com', 'follow-up'))?.headers['List-Unsubscribe']?.slice(1, -1) ?? run.url;
  await fetch(stop, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  tell('Tom unsubscribes from his mail program; the company ships what many asked for');
  const told = await ship(run);
  for (const mail of told) quote(mail);
  seen(
    'Ana and Zoé are told, Tom is left alone',
    told.length === 2 && !told.some(({ to }) => to.includes('tom@')),
  );
  seen('run twice, it mails nobody twice', (await ship(run)).length === 2);
}

/** Runs the operator's own command against the run. @returns every campaign mail so far */
async function ship(run: ChildRun): Promise<readonly RunMail[]> {
  const title = [
    '--theme',
    'delivery',
    '--title',
    'Parcels now leave the same day',
    '--title-fr',
    'Vos colis partent le jour même',
  ];
  const child = spawn(process.execPath, ['bin/ship.ts', ...title], {
    env: { ...process.env, RETOUR_URL: run.url },
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.on('close', resolve));
  await run.idle();
  return (await run.mail()).filter((mail) => mail.purpose === 'campaign');
}

await main();

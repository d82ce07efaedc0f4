import { parseArgs } from 'node:util';
import { dynamodbCaseStore } from '../functions/aws/case-store.ts';
import { tableClient } from '../functions/aws/clients.ts';
import { dynamodbFeedbackStore } from '../functions/aws/feedback-store.ts';
import { houseLanguages } from '../functions/domain/language.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';
import { caseAsJson, caseFile } from './telling/case-file.ts';
import { tellCase } from './telling/tell-case.ts';

const usage = `Tells a case whole: who said what, why it opened, how each verdict follows, and everything that happened. Changes nothing.

  npm run case -- C-23456789AB

  --language en|fr   in which to tell it; English unless told otherwise
  --json             the record, the feedback, and every round's state and clocks, for other programs (with npm run -s)
  --aws --stage      on a deployed stage; else on the run on this machine

It shows the customer's name, address and words: mind who reads along.`;

const options = {
  ...targetOptions,
  language: { type: 'string', default: 'en' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runCommand(async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(usage);
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new Error(`Give one case id.\n\n${usage}`);
  const language = houseLanguages.find((one) => one === values.language);
  if (language === undefined) throw new Error(`--language: give ${houseLanguages.join(' or ')}`);
  const configuration = await stageConfiguration(values.stage);
  const target = await findTarget(values);
  const tables = tableClient(target.clientConfig);
  const ports = {
    cases: dynamodbCaseStore(tables, { table: target.output('CasesTable') }),
    feedback: dynamodbFeedbackStore(tables, { table: target.output('FeedbackTable') }),
  };
  const file = await caseFile(ports, configuration, id, await target.now());
  if (file === undefined) throw new Error(`There is no case ${id} on ${target.name}.`);
  if (values.json) return console.log(JSON.stringify(caseAsJson(file), undefined, 2));
  for (const line of tellCase(file, configuration, language)) console.log(line);
});

import { parseArgs } from 'node:util';
import { tableClient } from '../functions/aws/clients.ts';
import { dynamodbDeliveryStore } from '../functions/aws/delivery-store.ts';
import { dynamodbSourceLog } from '../functions/aws/source-log.ts';
import { dynamodbWatermarks } from '../functions/aws/watermarks.ts';
import { lookAtSources } from './sources/look.ts';
import { sourceReport } from './sources/report.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';

/** Says of every configured source whether it works: when it last received, refused, and could not read something. */
await runCommand(async () => {
  const { values } = parseArgs({ options: targetOptions });
  const configuration = await stageConfiguration(values.stage);
  const target = await findTarget(values);
  const client = tableClient(target.clientConfig);
  const table = { table: target.output('DeliveriesTable') };
  const ports = {
    deliveries: dynamodbDeliveryStore(client, table),
    sourceLog: dynamodbSourceLog(client, table),
    watermarks: dynamodbWatermarks(client, table),
  };
  console.log(`On ${target.name}; times are UTC:\n`);
  for (const line of sourceReport(await lookAtSources(ports, configuration))) console.log(line);
});

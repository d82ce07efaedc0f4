import { parseArgs } from 'node:util';
import { queueClient, tableClient } from '../functions/aws/clients.ts';
import { dynamodbDeliveryStore } from '../functions/aws/delivery-store.ts';
import { sqsIntake } from '../functions/aws/intake.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';

/**
 * Sends the deliveries that could not be read through the intake again, once whatever was wrong is mended.
 * What still cannot be read stays set aside.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { ...targetOptions, source: { type: 'string' }, list: { type: 'boolean', default: false } },
  });
  const target = await findTarget(values);
  const deliveries = dynamodbDeliveryStore(tableClient(target.clientConfig), {
    table: target.output('DeliveriesTable'),
  });
  const intake = sqsIntake(queueClient(target.clientConfig), { queueUrl: target.output('IntakeQueueUrl') });
  let found = 0;
  for await (const { id, delivery, reason } of deliveries.listSetAside(values.source)) {
    found += 1;
    console.log(
      `${new Date(delivery.receivedAt).toISOString()} ${delivery.source} ${delivery.body.length} bytes: ${reason}`,
    );
    if (values.list) continue;
    await intake.accept({ ...delivery, replayOf: id });
  }
  const done = values.list ? 'set aside' : 'sent through the intake again';
  console.log(`${found} ${found === 1 ? 'delivery' : 'deliveries'} ${done} on ${target.name}`);
});

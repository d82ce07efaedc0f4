import { expect, it } from 'vitest';
import { rememberedFor } from '../../functions/domain/delivery.ts';
import { days, hours } from './a-case.ts';

it('what became of a delivery is remembered for longer than it can come again', () => {
  const toolsRetryFor = hours(76);
  const inQueues = days(28);
  expect(rememberedFor).toBeGreaterThan(toolsRetryFor + inQueues);
});

import { describe, expect, it } from 'vitest';
import { Meter } from '../../local/engines/dynamodb-units.ts';

const text = (S: string) => ({ S });
const consumed = (CapacityUnits: number) => ({ ConsumedCapacity: { CapacityUnits } });

/** A table whose items cost two units each, with an index of keys only. */
function metered(holds: readonly string[] | 'all of it' = []) {
  const further = holds === 'all of it' ? undefined : holds;
  const meter = new Meter({ keys: ['id'], indexes: [{ keys: ['openWith', 'id'], further }] });
  const item = (more: object) => ({ id: text('C-1'), ...more });
  return {
    put: (more: object) => meter.unitsOf('PutItem', { Item: item(more) }, consumed(2)),
    update: (more: object) => meter.unitsOf('UpdateItem', {}, { ...consumed(2), Attributes: item(more) }),
    remove: () => meter.unitsOf('DeleteItem', { Key: { id: text('C-1') } }, consumed(2)),
    read: () => meter.unitsOf('Query', {}, consumed(3)),
  };
}
const lea = { openWith: text('lea@example.com') };

describe('what a write costs with an index', () => {
  it('is one unit more when the item enters it, leaves it, or is deleted from it', () => {
    const table = metered();
    expect(table.put(lea)).toBe(3);
    expect(table.update({})).toBe(3);
    expect(table.update(lea)).toBe(3);
    expect(table.remove()).toBe(3);
    expect(table.remove()).toBe(2);
  });

  it('is no more while nothing changes that the index holds', () => {
    const table = metered();
    table.put(lea);
    expect(table.update({ ...lea, note: text('Called.') })).toBe(2);
    expect(metered().put({})).toBe(2);
  });

  it('is two units more when the item moves in it', () => {
    const table = metered();
    table.put(lea);
    expect(table.update({ openWith: text('noe@example.com') })).toBe(4);
  });

  it('counts further attributes that the index holds', () => {
    const table = metered(['score']);
    table.put({ ...lea, score: text('3') });
    expect(table.update({ ...lea, score: text('4') })).toBe(3);
    expect(table.update({ ...lea, score: text('4'), note: text('Called.') })).toBe(2);
  });

  it('is the item’s own again where the index holds all of it', () => {
    const table = metered('all of it');
    expect(table.put(lea)).toBe(4);
    expect(table.update({ ...lea, note: text('Called.') })).toBe(4);
  });
});

it('a read costs what the engine says', () => {
  expect(metered().read()).toBe(3);
});

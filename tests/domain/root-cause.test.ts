import { describe, expect, it } from 'vitest';
import demo from '../../config/demo.ts';
import {
  type Cause,
  causesIn,
  mostLevels,
  pathTo,
  rootCause,
  rootCauseMistakes,
} from '../../functions/domain/root-cause.ts';
import { causeInWords } from '../../functions/words/cause-words.ts';

type Tree = readonly Cause<{ en: string; fr: string }>[];

const named = (id: string, children?: Tree) => ({ id, name: { en: `The ${id}`, fr: `Le ${id}` }, children });
const tree: Tree = [
  named('carrier', [named('late'), named('lost', [named('depot', [named('night')])])]),
  named('other'),
];

describe('the tree of root causes', () => {
  it('may be a plain list, as it was before there were trees', () => {
    const plain = [{ id: 'carrier', name: { en: 'Carrier', fr: 'Transporteur' } }];
    expect(plain.map((entry) => rootCause.parse(entry))).toEqual(plain);
    expect(rootCauseMistakes(plain)).toEqual([]);
  });

  it('may be four levels deep, and no deeper', () => {
    expect(rootCauseMistakes(tree)).toEqual([]);
    const deeper = [named('top', [...tree])];
    expect(rootCauseMistakes(deeper)).toEqual([
      `rootCauses night: lies below level ${mostLevels}, the last that there can be`,
    ]);
  });

  it('names an id once over the whole tree', () => {
    const doubled = [...tree, named('stock', [named('late'), named('carrier')]), named('late')];
    expect(rootCauseMistakes(doubled)).toEqual([
      'rootCauses: two entries have the id "late"',
      'rootCauses: two entries have the id "carrier"',
    ]);
  });

  it('says where an entry in its depths is wrong', () => {
    const wrong = { ...named('top'), children: [{ ...named('Low er') }] };
    expect(rootCause.safeParse(wrong).error?.issues[0]?.path).toEqual(['children', 0, 'id']);
    expect(rootCause.safeParse({ ...named('top'), children: [] }).success).toBe(false);
  });
});

describe('a root cause in words', () => {
  it('is the path to it, in the reader’s language', () => {
    expect(causeInWords(causesIn('en', tree), 'depot')).toBe('The carrier › The lost › The depot');
    expect(causeInWords(causesIn('fr', tree), 'other')).toBe('Le other');
    expect(causeInWords(causesIn('fr', demo.rootCauses), 'carrier-lost')).toBe('Transporteur › Colis perdu');
    expect(causeInWords(causesIn('en', demo.rootCauses), 'carrier-lost')).toBe('Carrier › Lost parcel');
  });

  it('is its id once the configuration has it no longer', () => {
    expect(causeInWords(causesIn('en', tree), 'weather')).toBe('weather');
    expect(pathTo(tree, 'weather')).toBeUndefined();
  });
});

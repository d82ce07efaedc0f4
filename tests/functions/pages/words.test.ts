import { describe, expect, it } from 'vitest';
import { moodColours } from '../../../functions/mails/score-chip.ts';
import { bandMoods } from '../../../functions/words/feedback-words.ts';
import { fr } from '../../../functions/words/french.ts';
import { contrast, inkOn } from '../../../functions/words/ink.ts';
import { dayAndTime } from '../../../functions/words/moment.ts';
import { cut, oneLine, readable } from '../../../functions/words/plain-text.ts';
import { span, timeLeft, untilDue } from '../../../functions/words/span.ts';

const hour = 3_600_000;
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('times and spans', () => {
  it('are said as each language says them', () => {
    const monday = Date.parse('2026-11-23T08:00:00Z');
    expect(dayAndTime(monday, { language: 'fr', timeZone: 'Europe/Paris' })).toBe('lun. 23 nov. 09:00');
    expect(dayAndTime(monday, { language: 'en', timeZone: 'Europe/Paris' })).toBe('Mon 23 Nov, 09:00');
    expect([untilDue(hour * (3 + 1 / 3), 'en'), untilDue(hour * (3 + 1 / 3), 'fr')].map(spaced)).toEqual([
      'in 3 h 20',
      'dans 3 h 20',
    ]);
    expect([untilDue(-2 * hour, 'en'), untilDue(-2 * hour, 'fr')].map(spaced)).toEqual([
      '2 h late',
      '2 h de retard',
    ]);
    expect(spaced(timeLeft(52 * hour, 'fr'))).toBe('reste 2 j 4 h');
    expect(spaced(span(20_000, 'en'))).toBe('less than a minute');
  });

  it('call midnight 00:00', () => {
    expect(
      dayAndTime(Date.parse('2026-11-22T23:00:00Z'), { language: 'en', timeZone: 'Europe/Paris' }),
    ).toContain('00:00');
  });
});

describe('French type', () => {
  it('sets thin spaces in the house’s words and leaves the customer’s alone', () => {
    expect(fr`« ${'Quoi ?'} » : oui !`).toBe('«\u202fQuoi ?\u202f»\u202f: oui\u202f!');
  });
});

describe('somebody else’s text', () => {
  it('is cut between graphemes, even endless ones', () => {
    expect(cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
    expect(cut(`e${'\u0301'.repeat(5000)}`, 20).length).toBeLessThan(400);
  });

  it('loses control characters and keeps its lines', () => {
    expect(readable('Un\r\nDeux\u0000\u001b[1m\u2028Trois')).toBe('Un\nDeux[1m\nTrois');
    expect(oneLine(' Ana\r\n\tBcc:\u202e x ', 60)).toBe('Ana Bcc: x');
  });
});

describe('colours', () => {
  it.each(['#1f5f5b', '#f5c518', '#ffffff', '#000000', '#808080', 'red;}', ''])(
    'words can be read on %s',
    (colour) => {
      const { paper, ink } = inkOn(colour);
      expect(contrast(paper, ink)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(Object.values(bandMoods))('a score can be read on the colour of its band: %s', (mood) => {
    expect(contrast(moodColours[mood].paper, moodColours[mood].ink)).toBeGreaterThanOrEqual(4.5);
  });
});

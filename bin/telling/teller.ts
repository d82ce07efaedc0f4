import type { Configuration } from '../../functions/domain/configuration.ts';
import type { CaseTellingWords } from '../../functions/words/case-telling-words.ts';
import type { Known } from '../../functions/words/event-words.ts';
import type { Reader } from '../../functions/words/moment.ts';
import type { CaseFile } from './case-file.ts';

/** What everything that tells a part of a case needs. */
export interface Teller {
  readonly file: CaseFile;
  readonly configuration: Configuration;
  readonly words: CaseTellingWords;
  readonly reader: Reader;
  readonly known: Known;
  readonly moment: (at: number) => string;
  /** With the year. */
  readonly dated: (at: number) => string;
}

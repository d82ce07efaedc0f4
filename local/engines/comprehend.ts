import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';
import { type JsonRecord, listAt, textAt } from '../json-value.ts';
import { dominantLanguages } from './languages.ts';
import { readSentiment } from './sentiment.ts';

const LANGUAGES = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW'];
const MOST_DOCUMENTS = 25;
const LONGEST_DOCUMENT_BYTES = 5000;
const CHARACTERS_PER_UNIT = 100;
const FEWEST_UNITS = 3;

/** A deterministic stand-in for Amazon Comprehend on a word list: same limits, same shapes, not the same judgement. */
export class Comprehend implements Engine {
  requirements({ action }: AwsCall): Requirement[] {
    return [{ action: `comprehend:${action}`, anyOf: ['*'] }];
  }

  async answer({ action, params }: AwsCall): Promise<Answer> {
    switch (action) {
      case 'DetectSentiment':
        return single(params, (text) => ({ ...readSentiment(text, languageOf(params)) }));
      case 'BatchDetectSentiment': {
        const language = languageOf(params);
        return batch(params, (text) => ({ ...readSentiment(text, language) }));
      }
      case 'DetectDominantLanguage':
        return single(params, (text) => ({ Languages: dominantLanguages(text) }));
      case 'BatchDetectDominantLanguage':
        return batch(params, (text) => ({ Languages: dominantLanguages(text) }));
      default:
        throw new ServiceError('UnknownOperationException', `the local run has no comprehend:${action}`);
    }
  }
}

function languageOf(params: JsonRecord): string {
  const language = textAt(params, 'LanguageCode') ?? '';
  if (!LANGUAGES.includes(language))
    throw new ServiceError(
      'UnsupportedLanguageException',
      `Language ${language} is not supported for this operation`,
    );
  return language;
}

function single(params: JsonRecord, read: (text: string) => JsonRecord): Answer {
  const text = textAt(params, 'Text') ?? '';
  if (text === '') throw new ServiceError('InvalidRequestException', 'Text must not be empty');
  if (isTooLong(text))
    throw new ServiceError(
      'TextSizeLimitExceededException',
      `Input text size exceeds limit of ${LONGEST_DOCUMENT_BYTES} bytes`,
    );
  return jsonAnswer(read(text), units(text));
}

function batch(params: JsonRecord, read: (text: string) => JsonRecord): Answer {
  const texts = listAt(params, 'TextList').map(String);
  if (texts.length === 0) throw new ServiceError('InvalidRequestException', 'TextList must not be empty');
  if (texts.length > MOST_DOCUMENTS)
    throw new ServiceError(
      'BatchSizeLimitExceededException',
      `The batch size exceeds the limit of ${MOST_DOCUMENTS} documents`,
    );
  const ResultList: JsonRecord[] = [];
  const ErrorList: JsonRecord[] = [];
  for (const [Index, text] of texts.entries()) {
    if (text === '')
      ErrorList.push({ Index, ErrorCode: 'INVALID_REQUEST', ErrorMessage: 'Text must not be empty' });
    else if (isTooLong(text))
      ErrorList.push({
        Index,
        ErrorCode: 'TEXT_SIZE_LIMIT_EXCEEDED',
        ErrorMessage: 'Input text size exceeds limit',
      });
    else ResultList.push({ Index, ...read(text) });
  }
  return jsonAnswer(
    { ResultList, ErrorList },
    texts.reduce((sum, text) => sum + units(text), 0),
  );
}

function isTooLong(text: string): boolean {
  return Buffer.byteLength(text) > LONGEST_DOCUMENT_BYTES;
}

function units(text: string): number {
  return Math.max(FEWEST_UNITS, Math.ceil(text.length / CHARACTERS_PER_UNIT));
}

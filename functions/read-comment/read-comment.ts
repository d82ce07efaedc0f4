import { commentLanguage } from '../domain/comment-language.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { Answers } from '../domain/feedback.ts';
import { type ThemeFinder, themeFinder } from '../domain/themes.ts';
import { guessLanguages } from './guess-languages.ts';

/** What a comment is in and about; nothing of a service is needed to say so. */
export interface CommentReading {
  readonly language?: string;
  readonly themes: readonly string[];
}

const finders = new WeakMap<Configuration, ThemeFinder>();

/** Finds a response's language and themes; a response without a comment has neither. */
export function readComment(
  { comment, language, customer }: Answers,
  configuration: Configuration,
): CommentReading {
  if (comment === undefined) return { themes: [] };
  const found = commentLanguage({
    comment,
    guesses: guessLanguages(comment),
    declared: language,
    locale: customer?.locale,
  });
  const themes = finderOf(configuration)(comment, found);
  return found === undefined ? { themes } : { language: found, themes };
}

/** The word lists are compiled once per configuration. */
function finderOf(configuration: Configuration): ThemeFinder {
  const known = finders.get(configuration);
  if (known) return known;
  const finder = themeFinder(configuration.themes);
  finders.set(configuration, finder);
  return finder;
}

import { casePageWords } from '../words/case-page-words.ts';
import { causeInWords } from '../words/cause-words.ts';
import type { Known } from '../words/event-words.ts';
import { oneLine, oneLineOrNothing } from '../words/plain-text.ts';
import type { CasePageView } from './case-view.ts';

/** How this reader knows people and root causes: by name, else by address; the reader's own is marked. */
export function namesKnownTo(view: CasePageView): Known {
  const words = casePageWords[view.language];
  return {
    person: (email) => {
      if (email === 'retour') return words.retour;
      if (email === 'customer') return words.customer;
      const name = oneLine(view.people.find((one) => one.email === email)?.name ?? email, 80);
      return email === view.viewer ? `${name} (${words.you})` : name;
    },
    rootCause: (id) => causeInWords(view.rootCauses, id),
  };
}

export function customerName({ language, feedback }: CasePageView): string {
  const { name, email } = feedback.answers.customer ?? {};
  return oneLineOrNothing(name, 80) ?? oneLineOrNothing(email, 254) ?? casePageWords[language].someone;
}

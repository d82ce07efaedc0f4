import type { SourceMapping } from './source.ts';

/** Whether a score of a feedback's source can open a case: the main one has no question id. */
export function opensCases({ questions }: Pick<SourceMapping, 'questions'>, questionId?: string): boolean {
  const ratings = questions.flatMap((role) => (role.as === 'rating' ? [role] : []));
  const role = questionId === undefined ? ratings[0] : ratings.find(({ id }) => id === questionId);
  return role?.opensCases ?? true;
}

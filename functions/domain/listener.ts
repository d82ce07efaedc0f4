/** Watchers and former owners are told, and cannot act; `team` is everybody who can take a case from its queue. */
export const listeners = ['owner', 'former', 'team', 'lead', 'head', 'watcher'] as const;
export type Listener = (typeof listeners)[number];

/** Watchers and former owners look on. */
export function mayAct({ role }: { readonly role: Listener }): boolean {
  return role !== 'watcher' && role !== 'former';
}

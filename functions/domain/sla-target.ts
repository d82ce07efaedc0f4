/** What an owner is held to. Apart from the configuration, whose schema no function has to carry. */
export const slaTargets = ['acknowledge', 'firstContact', 'nextResponse', 'resolution'] as const;
export type SlaTarget = (typeof slaTargets)[number];

import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * Log lines carry ids and outcomes. Bodies, comments, addresses, tokens and secrets have no field here,
 * and errors are reduced to their name: a driver's message may quote what it was given.
 */
export interface LogFields {
  readonly source?: string;
  readonly deliveryId?: string;
  readonly feedbackId?: string;
  readonly caseId?: string;
  readonly improvementId?: string;
  readonly mailId?: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly count?: number;
  readonly error?: string;
}

// Both are named for the stage, by the variable POWERTOOLS_SERVICE_NAME that every function has.
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Retour' });

export const log = {
  info: (message: string, fields: LogFields = {}) => logger.info(message, { ...fields }),
  warn: (message: string, fields: LogFields = {}) => logger.warn(message, { ...fields }),
  error: (message: string, fields: LogFields = {}) => logger.error(message, { ...fields }),
};

/** What is counted; alarms and the dashboard name these. */
export const countedThings = [
  'DeliveriesAccepted',
  'DeliveriesRefused',
  'DeliveriesSetAside',
  'ResponsesRecorded',
  'ResponsesFetched',
  'ResponsesRepaired',
  'ReconciliationsFailed',
  'SentimentsDeferred',
  'CasesOpened',
  'OwnersTold',
  'DigestsSent',
  'CustomerMailsSent',
  'CustomerMailsHeld',
  'AddressesSuppressed',
] as const;
export type CountedThing = (typeof countedThings)[number];

/** Adds to a metric; the numbers leave with the log, at the end of the invocation. */
export function count(thing: CountedThing, by = 1): void {
  metrics.addMetric(thing, MetricUnit.Count, by);
}

/** What is counted for each source apart: an alarm names the source. */
export type CountedPerSource = 'ApiCredentialsRefused';

/** Adds to a source's own metric; the number leaves with the log at once. */
export function countFor(source: string, thing: CountedPerSource): void {
  const own = metrics.singleMetric();
  own.addDimension('source', source);
  own.addMetric(thing, MetricUnit.Count, 1);
}

/** Writes out what was counted since the last call. */
export function flushCounts(): void {
  metrics.publishStoredMetrics();
}

export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

import type { Configuration } from '../functions/domain/configuration.ts';
import type { Alarms } from './alarms.ts';

/** What every unit of the loop is given. */
export interface House {
  readonly configuration: Configuration;
  readonly alarms: Alarms;
}

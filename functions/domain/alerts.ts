import * as z from 'zod';
import { checkCalendar } from './calendar.ts';
import { priorities } from './priority.ts';
import { awakeCalendar } from './quiet-hours.ts';

/** When colleagues are told, and when they are left in peace. */
export const alerts = z.strictObject({
  /**
   * When whoever has no hours of their own is left in peace, on the clock where they live; `from` after `to` means over
   * midnight.
   */
  quietHours: z
    .strictObject({
      from: z.string(),
      to: z.string(),
      /** Saturday and Sunday are quiet all day. */
      weekends: z.boolean().default(false),
    })
    .superRefine((value, context) => {
      for (const mistake of checkCalendar(awakeCalendar({ ...value, timeZone: 'UTC' })))
        context.addIssue(mistake);
    })
    .optional(),
  /** Cases of these priorities wait for nobody's hours. */
  wakeFor: z.array(z.enum(priorities)).default(['urgent']),
  /** How many messages somebody gets on a day of theirs; what is more comes in overviews, but for `wakeFor`. */
  mostPerDay: z.number().int().min(1).max(1000).default(10),
  /** When everybody gets the list of their day, on the clock where they live, on days on which they work. */
  digestAt: z
    .string()
    .regex(
      /^(0[4-9]|1\d|2[0-3]):[0-5]\d$/,
      'use a time of day such as 08:00, from 04:00 on: some nights have no earlier one',
    )
    .optional(),
});

export type Alerts = z.output<typeof alerts>;

import * as z from 'zod/mini';
import { broadcast, request } from './contract.ts';
import {
  LANGUAGES,
  LOOKS,
  MOST_QUIET_MINUTES,
  quietMinutes,
  SHADES,
  TEXT_SIZES,
  TIME,
} from './values/preferences.ts';

const time = z.string().check(z.maxLength(5), z.regex(TIME));

/** On clocks in Asia/Shanghai, `22:00` to `07:30`: no letter is sent then. */
export const quietHours = z.object({ from: time, to: time }).check(
  z.refine((quiet) => quietMinutes(quiet) > 0, 'no time at all'),
  z.refine((quiet) => quietMinutes(quiet) <= MOST_QUIET_MINUTES, 'longer than 12 hours'),
);
export type QuietHours = z.infer<typeof quietHours>;

/** How a person wants the product to be, on all devices. */
export const preferences = z.object({
  look: z.enum(LOOKS),
  shade: z.enum(SHADES),
  textSize: z.int().check(z.minimum(TEXT_SIZES.least), z.maximum(TEXT_SIZES.most)),
  language: z.enum(LANGUAGES),
  /** 省流量: pictures and waves come when they are asked for. */
  saving: z.boolean(),
  quiet: z.nullable(quietHours),
  /** Single letters and digits do something outside of text fields. */
  letterKeys: z.boolean(),
});
export type Preferences = z.infer<typeof preferences>;

const kept = z.object({
  preferences,
  /** One more with each change; of two the higher one holds. */
  version: z.int(),
});
export type KeptPreferences = z.infer<typeof kept>;

export const showPreferences = request({
  name: 'preferences:show',
  summary: 'How the caller wants the product to be; defaults where nothing was chosen.',
  input: z.object({}),
  output: kept,
});

export const setPreferences = request({
  name: 'preferences:set',
  summary:
    'Sets some of the caller’s preferences and leaves the others: of two devices the later one wins, field by field. Told to the caller’s devices.',
  pace: 'act',
  input: z.partial(preferences),
  output: kept,
});

export const preferencesChanged = broadcast({
  name: 'preferences:changed',
  summary:
    'The person chose something, on this device or on another. A lower version than one already known is late.',
  to: 'person',
  body: kept,
});

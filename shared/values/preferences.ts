import type { Preferences } from '../preferences.ts';

export const LOOKS = ['normal', 'elder'] as const;

/** auto: as the device has it. */
export const SHADES = ['auto', 'light', 'dark'] as const;

export const LANGUAGES = ['zh-CN', 'en'] as const;

/** In CSS pixels. */
export const TEXT_SIZES = { least: 16, most: 30 } as const;

/** Longer ones would leave too little of the day to be told anything. */
export const MOST_QUIET_MINUTES = 12 * 60;

/** Minutes from midnight of `HH:MM`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const DAY_MINUTES = 24 * 60;

/** How long it is quiet, over midnight where it ends before it began. */
export const quietMinutes = ({ from, to }: { from: string; to: string }): number =>
  (minutesOf(to) - minutesOf(from) + DAY_MINUTES) % DAY_MINUTES;

/** A time of day, `07:30`. */
export const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether these may be somebody’s quiet hours. */
export const mayBeQuiet = (hours: { from: string; to: string }): boolean => {
  const minutes = quietMinutes(hours);
  return TIME.test(hours.from) && TIME.test(hours.to) && minutes > 0 && minutes <= MOST_QUIET_MINUTES;
};

/** What holds for who has chosen nothing. */
export const DEFAULT_PREFERENCES: Preferences = {
  look: 'normal',
  shade: 'auto',
  textSize: TEXT_SIZES.least,
  language: 'zh-CN',
  saving: false,
  quiet: null,
  letterKeys: true,
};

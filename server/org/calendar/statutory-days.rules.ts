import type { CivilDate } from '../../../shared/ids.ts';
import { isWeekend, plusDays } from './civil-date.rules.ts';

/**
 * 《全国年节及纪念日放假办法》 (as revised, in force since 2025-01-01), article 2: what everybody has off.
 * `lunar` days are month-day of the Chinese calendar; `offset` counts days from there.
 */
const STATUTORY: readonly (
  | { name: string; solar: string; days: number }
  | { name: string; lunar: string; offset: number; days: number }
  | { name: string; term: 'qingming'; days: number }
)[] = [
  { name: '元旦', solar: '01-01', days: 1 },
  { name: '春节', lunar: '1-1', offset: -1, days: 4 }, // from New Year's Eve
  { name: '清明节', term: 'qingming', days: 1 },
  { name: '劳动节', solar: '05-01', days: 2 },
  { name: '端午节', lunar: '5-5', offset: 0, days: 1 },
  { name: '中秋节', lunar: '8-15', offset: 0, days: 1 },
  { name: '国庆节', solar: '10-01', days: 3 },
];

const lunarParts = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});

/** Month and day of the Chinese calendar, `8-15`; a leap month reads `6bis-1`. */
function lunarDateOf(date: CivilDate): string {
  const parts = lunarParts.formatToParts(Date.parse(`${date}T00:00:00Z`));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('month')}-${part('day')}`;
}

/** The day of this year that has the lunar date. Festivals asked for here fall between January and October. */
function dayOfLunar(year: number, lunar: string): CivilDate {
  for (let date = `${year}-01-01`; date < `${year}-12-01`; date = plusDays(date, 1)) {
    if (lunarDateOf(date) === lunar) return date;
  }
  throw new Error(`no lunar ${lunar} in ${year}`);
}

/** 清明: April 4 or 5; the approximation holds for 2000–2099 (checked against the package's table of solar terms). */
function qingming(year: number): CivilDate {
  const y = year % 100;
  return `${year}-04-0${Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)}`;
}

function firstDay(year: number, holiday: (typeof STATUTORY)[number]): CivilDate {
  if ('solar' in holiday) return `${year}-${holiday.solar}`;
  if ('term' in holiday) return qingming(year);
  return plusDays(dayOfLunar(year, holiday.lunar), holiday.offset);
}

/**
 * The days off that follow from the law alone, for a year whose notice of the State Council is not known:
 * statutory days, and for each that falls on a weekend the next working day (article 6). No make-up Saturdays:
 * those are made by the yearly notice only. Holds for 2000–2099.
 */
export function statutoryDays(year: number): Map<CivilDate, string> {
  const off = new Map<CivilDate, string>();
  for (const holiday of STATUTORY) {
    const first = firstDay(year, holiday);
    for (let i = 0; i < holiday.days; i++) off.set(plusDays(first, i), holiday.name);
  }
  for (const [date, name] of [...off]) {
    if (!isWeekend(date)) continue;
    let substitute = plusDays(date, 1);
    while (isWeekend(substitute) || off.has(substitute)) substitute = plusDays(substitute, 1);
    off.set(substitute, name);
  }
  return off;
}

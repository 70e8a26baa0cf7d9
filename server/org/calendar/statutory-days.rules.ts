import chineseDays from 'chinese-days';
import type { CivilDate } from '../../../shared/ids.ts';
import { instantAt, isWeekend, plusDays } from './civil-date.rules.ts';

interface LunarDay {
  readonly month: number;
  readonly day: number;
  /** Month and day before which it never falls. */
  readonly from: string;
}

/**
 * 《全国年节及纪念日放假办法》 (as revised, in force since 2025-01-01), article 2: what everybody has off.
 */
const STATUTORY: readonly (
  | { name: string; solar: string; days: number }
  | { name: string; lunar: LunarDay; offset: number; days: number }
  | { name: string; term: 'qingming'; days: number }
)[] = [
  { name: '元旦', solar: '01-01', days: 1 },
  { name: '春节', lunar: { month: 1, day: 1, from: '01-20' }, offset: -1, days: 4 }, // from New Year's Eve
  { name: '清明节', term: 'qingming', days: 1 },
  { name: '劳动节', solar: '05-01', days: 2 },
  { name: '端午节', lunar: { month: 5, day: 5, from: '05-20' }, offset: 0, days: 1 },
  { name: '中秋节', lunar: { month: 8, day: 15, from: '09-05' }, offset: 0, days: 1 },
  { name: '国庆节', solar: '10-01', days: 3 },
];

/** First day of the year that has the festival's lunar date; looked for from the earliest day on which it can fall. */
function dayOfLunar(year: number, { month, day, from }: LunarDay): CivilDate {
  for (let date = `${year}-${from}`; date <= `${year}-12-31`; date = plusDays(date, 1)) {
    const lunar = chineseDays.getLunarDate(instantAt(date, '12:00'));
    if (lunar.lunarMon === month && lunar.lunarDay === day) return date;
  }
  throw new Error(`no lunar ${month}-${day} in ${year}`);
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

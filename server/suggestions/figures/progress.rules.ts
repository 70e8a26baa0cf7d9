import type { Progress } from '../../../shared/figures.ts';

/** Cases that came to the same stages in the same months, `2022-04`; an empty month: not yet. */
export interface Course {
  readonly handedOver: string;
  readonly replied: string;
  readonly closed: string;
  readonly cases: number;
}

const STAGES = ['handedOver', 'replied', 'closed'] as const;

const after = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/** How many came to each stage in each month, from the first to the last in which anything happened. */
export function progressOf(courses: readonly Course[]): Omit<Progress, 'sessions'> {
  const told = courses
    .flatMap((course) => STAGES.map((stage) => course[stage]))
    .filter((month) => month !== '');
  const [first, last] = [
    told.reduce((a, b) => (b < a ? b : a), told[0] ?? ''),
    told.reduce((a, b) => (b > a ? b : a), ''),
  ];
  const months: Progress['months'] = [];
  for (let month = first; month !== '' && month <= last; month = after(month)) {
    const count = (stage: (typeof STAGES)[number]) =>
      courses.reduce((n, course) => n + (course[stage] === month ? course.cases : 0), 0);
    months.push({
      month,
      handedOver: count('handedOver'),
      replied: count('replied'),
      closed: count('closed'),
    });
  }
  return { months, all: courses.reduce((n, { cases }) => n + cases, 0) };
}

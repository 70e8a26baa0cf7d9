import type { BookWords } from './zh-CN.ts';

/** The same in English. */
export const en: BookWords = {
  title: 'People and units',
  find: 'Find people, units, suggestions',
  findHint: 'By name, pinyin or initials.',
  found: (n) => `${n} found`,
  nothing: 'Nothing found. Please try another spelling.',
  onlyRooms: 'Only people who share a group with you are found.',
  delegations: 'Delegations',
  units: 'Handling units',
  count: (n) => `${n}`,
  people: 'Show people',
  noPeople: 'Nobody of this unit is on record yet.',
  unit: 'Unit',
};

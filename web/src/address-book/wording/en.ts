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
  findIn: (name) => `Find people of ${name}`,
  persons: (n) => `${n} people`,
  nobody: 'Nobody found. Please try another spelling.',
  noDeputies: 'Nobody of this delegation is on record yet.',
  moreFifty: '50 more',
  show: 'Show number',
  showOf: (name, number) => `Show number of ${name}, ${number}`,
  call: (number) => `Call ${number}`,
  callTo: (name, number) => `Call ${number}, ${name}`,
  noNumber: 'No number on record',
  kept: 'Each look at a number is kept: who, when, and whose it was.',
};

import { AREAS } from '../../server/config.ts';
import type { Variable } from '../../server/config/variable.ts';

const AREA_WORDS: Record<keyof typeof AREAS, string> = {
  serving: 'Serving: what a process does, and where people and operators reach it',
  engines: 'Engines: where what is kept is, and how nodes hear of each other',
  keys: 'Keys: what seals and signs',
  load: 'Load: how much a node bears, and how fast one person may go',
  mail: 'E-mail: through which server reminders leave, and in whose name',
  push: 'Push: how reminders ring on devices while the application is closed',
  files: 'Files: which are taken, how large, and how many',
  making: 'Making: what looks at files, and what is made of them',
  terms: 'Terms: for how long something may be done, or counts',
};

/** docs/CONFIGURATION.md, not yet formatted. */
export function configuration(): string {
  const areas = Object.entries(AREAS) as [keyof typeof AREAS, Record<string, Documented>][];
  return [
    '# Configuration',
    '',
    'Generated from `server/config/` by `npm run docs`; do not edit. Everything is an environment variable; an empty one counts as not set.',
    '',
    ...areas.flatMap(([area, variables]) => [
      `## ${AREA_WORDS[area]}`,
      '',
      '| variable | default | unit | meaning |',
      '| --- | --- | --- | --- |',
      ...Object.entries(variables).map(rowOf),
      '',
    ]),
  ].join('\n');
}

type Documented = Pick<Variable<unknown>, 'fallback' | 'unit' | 'about'>;

const rowOf = ([name, { fallback, unit, about }]: [string, Documented]) =>
  `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${unit.replaceAll('|', '\\|')} | ${about} |`;

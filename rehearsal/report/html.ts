import type { Findings } from '../findings/findings.ts';
import { at, type Table } from '../findings/tally.ts';
import type { Played } from '../rehearse.ts';
import { drawChart } from './charts.ts';
import { REPORT_WORDS, type ReportLanguage, type ReportWord } from './words.ts';

const STYLE = `body{font:15px/1.6 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1f2328}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #d0d7de;padding:.25rem .6rem;text-align:right}
th:first-child,td:first-child{text-align:left}.bad{color:#b42318;font-weight:600}.good{color:#1a7f37}
svg{max-width:100%;height:auto}`;

type Facts = Readonly<Record<string, string | number>>;
type Say = (word: ReportWord, facts?: Facts) => string;

const speaker =
  (language: ReportLanguage): Say =>
  (word, facts = {}) =>
    REPORT_WORDS[word][language].replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole));

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** What must be nothing at all, by its word. */
export function verdictOf({ stage }: Played, found: Findings): Readonly<Record<Checked, number>> {
  const count = (kind: 'missing' | 'forbidden' | 'double') =>
    found.differences.filter((d) => d.kind === kind).length;
  return {
    ...{ doubles: count('double'), missing: count('missing'), forbidden: count('forbidden') },
    ...{ strayCards: found.strayCards, strayNotices: found.strayNotices },
    ...{ violations: found.violations.length, breaks: found.breaks.length },
    surprises: stage.surprises.length,
    failedJobs: stage.runner.failed.length,
    refusals: [...stage.play.refused.values()].reduce((all, { count: n }) => all + n, 0),
  };
}
type Checked =
  | 'doubles'
  | 'missing'
  | 'forbidden'
  | 'strayCards'
  | 'strayNotices'
  | 'violations'
  | 'breaks'
  | 'surprises'
  | 'failedJobs'
  | 'refusals';

/** The whole report as one page that needs nothing else. */
export function reportOf(played: Played, found: Findings, language: ReportLanguage): string {
  const say = speaker(language);
  const { tally } = found;
  const rules = rulesOf(tally.duties, tally.byChannel);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><title>${say('title')}</title>
<style>${STYLE}</style>
<h1>${say('title')}</h1>
${heading(played, found, say)}
<h2>${say('verdict')}</h2>
${verdict(played, found, say)}
<h2>${say('duties')}</h2>
${bars(say, { word: 'duties', rules, table: tally.duties, columns: DUTY_STATES })}
${table(say, { first: 'rule', rules, table: tally.duties, columns: [...DUTY_STATES, 'escalated'] })}
<h2>${say('deliveries')}</h2>
${bars(say, { word: 'deliveries', rules, table: tally.byChannel, columns: CHANNELS })}
${table(say, { first: 'rule', rules, table: joined(tally.byChannel, tally.byState), columns: [...CHANNELS, ...FATES] })}
<h2>${say('load')}</h2>
${load(played, found, say)}
<h2>${say('states')}</h2>
${list(say, 'state', tally.states)}
<h2>${say('kinds')}</h2>
${list(say, 'kind', tally.kinds)}
</html>
`;
}

const DUTY_STATES = ['done', 'late', 'lapsed', 'moot', 'open'] as const;
const CHANNELS = ['room', 'to-do', 'mail'] as const;
const FATES = ['superseded', 'moot', 'refused', 'pending'] as const;

function heading({ order, stage, first, last, seconds, memory }: Played, found: Findings, say: Say): string {
  const { scale, profile, seed, outage } = order;
  const facts = { scale, profile, seed, first, last, outage: outage ? say('outage', { ...outage }) : '' };
  const { counts } = stage.runner;
  const cost = {
    ...{ suggestions: found.suggestions, acts: found.entries },
    jobs: counts['reminder.deliver'] + counts['duties.sweep'] + counts['hand-over.run'],
    ...{ minutes: (seconds / 60).toFixed(1), memory: Math.round(memory) },
  };
  return `<p>${escaped(say('order', facts))}</p>\n<p>${escaped(say('cost', cost))}</p>`;
}

function verdict(played: Played, found: Findings, say: Say): string {
  const rows = Object.entries(verdictOf(played, found)) as [Checked, number][];
  const lines = rows.map(
    ([word, n]) => `<tr><td>${say(word)}</td><td class="${n === 0 ? 'good' : 'bad'}">${n}</td></tr>`,
  );
  return `<table><tr><th>${say('what')}</th><th>${say('found')}</th></tr>${lines.join('')}</table>
${samples(played, found, say)}`;
}

const SHOWN = 20;

/** The first of what should not be there. */
function samples({ stage }: Played, found: Findings, say: Say): string {
  const all = [
    ...found.differences.map(({ kind, what }) => `${kind}: ${what}`),
    ...found.violations.map(({ suggestionId, invariant }) => `${invariant}: ${suggestionId}`),
    ...found.breaks,
    ...stage.surprises.map(({ where, message }) => `${where}: ${message.split('\n')[0] ?? ''}`),
    ...stage.runner.failed.map(({ job, reason }) => `${job}: ${reason}`),
    ...[...stage.play.refused].map(
      ([what, { count, first }]) => `${what} × ${count}: ${JSON.stringify(first)}`,
    ),
  ];
  if (all.length === 0) return '';
  const lines = all.slice(0, SHOWN).map((line) => `<li>${escaped(line)}</li>`);
  const more = all.length > SHOWN ? `<li>${say('more', { n: all.length - SHOWN })}</li>` : '';
  return `<ul>${lines.join('')}${more}</ul>`;
}

/** Rules by their number. */
const rulesOf = (...tables: readonly Table[]): string[] =>
  [...new Set(tables.flatMap((t) => [...t.keys()]))].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));

interface Shown<W extends ReportWord> {
  readonly rules: readonly string[];
  readonly table: Table;
  readonly columns: readonly W[];
}

const bars = <W extends ReportWord>(
  say: Say,
  { word, rules, table: of, columns }: Shown<W> & { word: ReportWord },
) =>
  drawChart({
    ...{ title: say(word), names: rules, kind: 'bar' },
    series: columns.map((column) => ({
      name: say(column),
      values: rules.map((rule) => at(of, rule, column)),
    })),
  });

function table<W extends ReportWord>(
  say: Say,
  { first, rules, table: of, columns }: Shown<W> & { first: ReportWord },
): string {
  const head = [first, ...columns].map((word) => `<th>${say(word)}</th>`).join('');
  const rows = rules.map((rule) => {
    const cells = columns.map((column) => `<td>${at(of, rule, column)}</td>`).join('');
    return `<tr><td>${escaped(rule)}</td>${cells}</tr>`;
  });
  return `<table><tr>${head}</tr>${rows.join('')}</table>`;
}

const joined = (a: Table, b: Table): Table =>
  new Map(
    [...new Set([...a.keys(), ...b.keys()])].map((row) => [
      row,
      new Map([...(b.get(row) ?? []), ...(a.get(row) ?? [])]),
    ]),
  );

function load({ first, last }: Played, { tally }: Findings, say: Say): string {
  const names = [...tally.byDay.keys()].filter((day) => day >= first && day <= last).sort();
  const series = (['acts', ...CHANNELS] as const).map((column) => ({
    ...{ name: say(column), values: names.map((day) => at(tally.byDay, day, column)) },
  }));
  return drawChart({ title: say('load'), names, series, kind: 'line' });
}

function list(say: Say, first: 'state' | 'kind', counts: ReadonlyMap<string, number>): string {
  const rows = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, n]) => `<tr><td>${escaped(name)}</td><td>${n}</td></tr>`);
  return `<table><tr><th>${say(first)}</th><th>${say('count')}</th></tr>${rows.join('')}</table>`;
}

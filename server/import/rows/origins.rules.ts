import type { Origin } from '../../../shared/suggestions.ts';
import { namesIn } from '../cells.rules.ts';

/** Words by which lists name what a suggestion grew out of. */
const WORDS: readonly (readonly [Origin, RegExp])[] = [
  ['research', /调研|调查研究|research/i],
  ['inspection', /视察|检查|inspection/i],
  ['group', /代表小组|小组活动|group/i],
  ['visit', /座谈|走访|联系群众|接待|visit/i],
];
/** Said, but nothing of it. */
const SILENT = /^(?:无|未标注|未填|-|—)$/;

/** What a cell says a suggestion grew out of, each once; what no word fits is 其他. */
export function originsIn(cell: string): Origin[] {
  const said = namesIn(cell, () => false).filter((text) => !SILENT.test(text));
  const found = said.map((text): Origin => WORDS.find(([, word]) => word.test(text))?.[0] ?? 'other');
  return [...new Set(found)];
}

/** Whether cells say that it was proposed between sessions (闭会, 闭08, 2023年闭会) or at one (大会期间); null: they say nothing. */
export function isBetweenSessions(cells: readonly string[]): boolean | null {
  if (cells.some((cell) => /闭/.test(cell) || /between|intersession/i.test(cell))) return true;
  return cells.some((cell) => /大会/.test(cell) || /in session/i.test(cell)) ? false : null;
}

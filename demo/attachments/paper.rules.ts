/** A line of a paper: in which size, how far from the left, in points, and what it says. */
export interface Line {
  readonly text: string;
  readonly size: number;
  readonly x: number;
}

/** A paragraph of a paper. */
export interface Paragraph {
  readonly text: string;
  readonly as: 'heading' | 'text' | 'plain' | 'right';
}

/** A4, in points. */
export const PAGE = { width: 595, height: 842 };
const MARGIN = 80;
const SIZES: Record<Paragraph['as'], number> = { heading: 22, text: 16, plain: 16, right: 16 };
/** From one line to the next, in points. */
const LEADING = 28;
const LINES = Math.floor((PAGE.height - 2 * MARGIN) / LEADING);
/** None of these begins a line: it stays with what it ends. */
const CLOSING = '，。；：、！？）》”’';
const INDENT = '　　';

/** Where the first line of a page stands, from below. */
export const baselineOf = (line: number): number => PAGE.height - MARGIN - (line + 1) * LEADING;

/** Paragraphs as lines, page by page. `widthOf`: of a character, as a share of its size. */
export function pagesOf(paragraphs: readonly Paragraph[], widthOf: (character: string) => number): Line[][] {
  const lines = paragraphs.flatMap((paragraph) => linesOf(paragraph, widthOf));
  const pages: Line[][] = [];
  for (let at = 0; at < lines.length; at += LINES) pages.push(lines.slice(at, at + LINES));
  return pages;
}

function linesOf({ text, as }: Paragraph, widthOf: (character: string) => number): Line[] {
  const size = SIZES[as];
  const room = PAGE.width - 2 * MARGIN;
  const wide = (line: string) => Array.from(line).reduce((sum, one) => sum + widthOf(one) * size, 0);
  const lines = broken(as === 'text' ? `${INDENT}${text}` : text, (line) => wide(line) <= room);
  return lines.map((line) => {
    const left = room - wide(line);
    const x = MARGIN + (as === 'right' ? left : as === 'heading' ? left / 2 : 0);
    return { text: line, size, x };
  });
}

function broken(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const one of text) {
    if (fits(line + one) || CLOSING.includes(one)) line += one;
    else {
      lines.push(line);
      line = one;
    }
  }
  return [...lines, line];
}

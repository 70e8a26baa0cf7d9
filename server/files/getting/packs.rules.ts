import { MAX_NAME_BYTES } from '../../../shared/values/files.ts';

/** The list of what is in a pack, which lies beside it. */
export const MANIFEST = '文件清单.csv';

/** The same names, each once also where upper and lower case are one; what comes again gets a number before its ending. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set([foldedOf(MANIFEST)]);
  const used = new Map<string, number>();
  return names.map((name) => {
    let free = name;
    for (let n = used.get(foldedOf(name)) ?? 2; taken.has(foldedOf(free)); n++) {
      free = numbered(name, n);
      used.set(foldedOf(name), n + 1);
    }
    taken.add(foldedOf(free));
    return free;
  });
}

/** Names that some systems take for one. */
const foldedOf = (name: string): string => name.normalize('NFC').toLowerCase();

const encoder = new TextEncoder();

function numbered(name: string, n: number): string {
  const [ending = ''] = /(?<=.)\.[^.]{1,10}$/.exec(name) ?? [];
  const tail = ` (${n})${ending}`;
  const stem = Array.from(name.slice(0, name.length - ending.length));
  while (encoder.encode(stem.join('') + tail).length > MAX_NAME_BYTES) stem.pop();
  return stem.join('') + tail;
}

/** A line of the list. */
export interface Listed {
  readonly name: string;
  readonly original: string;
  readonly bytes: number;
  readonly author: string;
  readonly at: Date;
  readonly seq: number;
  readonly sha256: string | null;
}

const HEADINGS = ['文件', '发送时的文件名', '字节', '发送人', '发送时间', '消息序号', 'SHA-256'];
/** So that table programs read it as UTF-8. */
const MARK = '\uFEFF';

/** The list as a table (RFC 4180). */
export const manifestOf = (lines: readonly Listed[]): string =>
  MARK + [HEADINGS, ...lines.map(rowOf)].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

const rowOf = ({ name, original, bytes, author, at, seq, sha256 }: Listed): string[] => [
  ...[name, original, String(bytes), author, at.toISOString(), String(seq), sha256 ?? ''],
];

/** A table program shall take nothing for a formula. */
const cellOf = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** What a key does in the list. */
export type Command = 'next' | 'previous' | 'pick' | 'later' | 'pass-on' | 'quiet' | 'help';

const COMMANDS: Readonly<Partial<Record<string, Command>>> = {
  j: 'next',
  k: 'previous',
  x: 'pick',
  e: 'later',
  a: 'pass-on',
  m: 'quiet',
  '?': 'help',
};

/** A key as it was struck. */
interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a stroke asks for; null: nothing here. Enter opens what has the focus, as everywhere. */
export const commandOf = ({ key, ctrlKey, altKey, metaKey }: Stroke): Command | null =>
  ctrlKey || altKey || metaKey ? null : (COMMANDS[key.toLowerCase()] ?? null);

/** The row that is next to one, within the list; none was current: the first. */
export const rowBeside = (current: number | null, step: 1 | -1, count: number): number | null =>
  count === 0 ? null : Math.min(count - 1, Math.max(0, current === null ? 0 : current + step));

import type { PendingMessage } from '../../../client-sdk/index.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { civilDateOf } from '../wording/days.rules.ts';

/** Messages of one person within this span stand under one name, in milliseconds. */
const RUN_MS = 5 * 60_000;

/** One line of the log. */
export type Row =
  | { kind: 'start'; key: string }
  | { kind: 'day'; key: string; day: CivilDate }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; continued: boolean }
  | { kind: 'pending'; key: string; pending: PendingMessage };

/** What the log is made of. `newAfter`: number read when the room was opened; null: nothing was unread. */
export interface LogSource {
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  reachedStart: boolean;
  newAfter: number | null;
}

const speakerOf = ({ author, body }: Message): string | null =>
  author.kind === 'person' && (body.kind === 'text' || body.kind === 'file') ? author.personId : null;

const continues = (before: Message | undefined, message: Message): boolean =>
  before !== undefined &&
  speakerOf(message) !== null &&
  speakerOf(before) === speakerOf(message) &&
  civilDateOf(before.at) === civilDateOf(message.at) &&
  Date.parse(message.at) - Date.parse(before.at) < RUN_MS;

/** The log from its first line to the last: days, the unread line, messages, and what is still on its way. */
export const rowsOf = ({ messages, pending, reachedStart, newAfter }: LogSource): Row[] => {
  const rows: Row[] = reachedStart ? [{ kind: 'start', key: 'start' }] : [];
  let before: Message | undefined;
  let lineDrawn = newAfter === null;
  for (const message of messages) {
    if (message.body.kind === 'tombstone') continue;
    const day = civilDateOf(message.at);
    if (before === undefined || civilDateOf(before.at) !== day) rows.push({ kind: 'day', key: day, day });
    const newLine = !lineDrawn && newAfter !== null && message.seq > newAfter;
    if (newLine) {
      rows.push({ kind: 'new', key: 'new' });
      lineDrawn = true;
    }
    const continued = !newLine && continues(before, message);
    rows.push({ kind: 'message', key: message.messageId, message, continued });
    before = message;
  }
  const last = messages.at(-1)?.seq ?? 0;
  // A file whose message stands in the log is shown there; its bytes are its message's affair.
  for (const one of pending.filter(({ file }) => !file?.begun || file.begun.seq > last))
    rows.push({ kind: 'pending', key: one.sendKey, pending: one });
  return rows;
};

/** Where the log stands at first: at the unread line, else at the end. */
export const firstRowToShow = (rows: readonly Row[]): { index: number; align: 'start' | 'end' } => {
  const line = rows.findIndex((row) => row.kind === 'new');
  return line === -1 ? { index: rows.length - 1, align: 'end' } : { index: line, align: 'start' };
};

import type { MessageBody } from '../messages.ts';
import { isReadable } from './texts.ts';

/** Longest text, in characters (code points) as people count them. */
export const MAX_TEXT = 5_000;

const BLANK = /^[\s\p{Cf}\p{Cc}]*$/u;

/** Nothing that anybody could see. */
export const isBlank = (text: string): boolean => BLANK.test(text);

/** Lines end in a line feed alone. */
export const withUnixLines = (text: string): string => text.replaceAll('\r\n', '\n');

export const isTooLong = (text: string): boolean =>
  text.length > MAX_TEXT && (text.length > MAX_TEXT * 2 || Array.from(text).length > MAX_TEXT);

/** What somebody wrote as the server keeps it; null: it takes no such text. */
export function textAsKept(written: string): string | null {
  const text = withUnixLines(written);
  const isTaken = written.length <= MAX_TEXT * 2 && !isTooLong(text) && !isBlank(text) && isReadable(text);
  return isTaken ? text : null;
}

/** Most messages in one page of history. */
export const MAX_PAGE = 100;

/** Whether the record of a contact may rest on it: what somebody said, in words, or by a file that is ready; as long as it stands. */
export const mayBeBasis = (body: MessageBody): boolean =>
  body.kind === 'text' || (body.kind === 'file' && body.file.state === 'ready');

/** The small fixed set of answers by one touch. `received` (收到) is also how an announcement is confirmed. */
export const REACTIONS = ['received', 'agree', 'thanks', 'done', 'discuss'] as const; // 收到 赞同 感谢 已办 待沟通

/** Most mentions in one message. */
export const MAX_MENTIONS = 50;

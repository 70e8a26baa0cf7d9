import type { MessageBody } from '../messages.ts';

/** Longest text, in characters (code points) as people count them. */
export const MAX_TEXT = 5_000;

/** Most messages in one page of history. */
export const MAX_PAGE = 100;

/** Whether the record of a contact may rest on it: what somebody said, in words, or by a file that is ready; as long as it stands. */
export const mayBeBasis = (body: MessageBody): boolean =>
  body.kind === 'text' || (body.kind === 'file' && body.file.state === 'ready');

/** The small fixed set of answers by one touch. `received` (收到) is also how an announcement is confirmed. */
export const REACTIONS = ['received', 'agree', 'thanks', 'done', 'discuss'] as const; // 收到 赞同 感谢 已办 待沟通

/** Most mentions in one message. */
export const MAX_MENTIONS = 50;

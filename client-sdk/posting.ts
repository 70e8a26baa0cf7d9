import type * as z from 'zod/mini';
import type { announcedFile } from '../shared/file-acts.ts';
import { Fault } from '../shared/faults.ts';
import type { SharedFile } from '../shared/files.ts';
import type { Message } from '../shared/messages.ts';
import type { Ask } from './asking.ts';
import type { PendingMessage } from './huying.ts';

/** What the server has of an unsent message: its message, and of a file where its bytes go. */
export interface Posted {
  readonly message: Message;
  readonly upload: { readonly path: string; readonly offset: number } | null;
}

/** What is said of a file before its bytes come. */
export function announcementOf({
  roomId,
  sendKey,
  replyTo,
  file,
}: PendingMessage): z.input<typeof announcedFile> {
  if (!file) throw new Fault('INTERNAL');
  const { kind, name, bytes, sha256 } = file;
  const more = { ...(sha256 !== undefined && { sha256 }), ...(replyTo !== undefined && { replyTo }) };
  return { roomId, sendKey, kind, name, bytes, ...more };
}

/** Says it under its own key: however often, it is one message. */
export async function post(once: Ask, item: PendingMessage): Promise<Posted> {
  const { roomId, text, sendKey, replyTo, mentions, announcement, file } = item;
  const answers = replyTo !== undefined && { replyTo };
  if (file) return once('file:begin', announcementOf(item));
  const common = { roomId, text, sendKey, ...(mentions && { mentions: [...mentions] }) };
  const message = announcement
    ? await once('announcement:post', { ...common, ...announcement })
    : await once('message:post', { ...common, ...answers });
  return { message, upload: null };
}

/** A file as its message shows it. Throws when it is another kind of message, or was taken back. */
export function fileOf({ body }: Message): SharedFile {
  if (body.kind === 'file') return body.file;
  throw new Fault(body.kind === 'recalled' ? 'MESSAGE_RECALLED' : 'SEND_KEY_REUSED');
}

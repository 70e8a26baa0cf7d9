import { randomUUID } from 'node:crypto';
import type { AnnouncedFile } from '../../../shared/file-acts.ts';
import { type FileId, fileId as fileIdSchema } from '../../../shared/ids.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Refusals } from './trial.ts';
import { muted, readOnly, stranger } from './wrongs.ts';

const MB = 1024 * 1024;

/** A document of three bytes, which is in order. */
const document = ({ theCase: { roomId } }: Stage) => ({
  ...{ roomId, sendKey: randomUUID(), kind: 'document' as const },
  ...{ name: '关于乡村教育的意见.txt', bytes: 3 },
});

/** The lead deputy begins to send one; its id. */
async function begun({ ask, theCase: { lead } }: Stage, file: AnnouncedFile): Promise<FileId> {
  const { message } = await ask(lead, 'file:begin', file);
  if (message.body.kind !== 'file') throw new Error('not a file');
  return message.body.file.fileId;
}

/** All bytes of one have come. */
async function whole(stage: Stage): Promise<FileId> {
  const id = await begun(stage, document(stage));
  const { receiving } = stage.server.parts.files.doors;
  await receiving.take(await receiving.byId(id), { offset: 0, bytes: bytesOf('abc') });
  return id;
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

/** A file is let in by its quotas before its message is refused; who was let in and is not there does not count. */
const counts = ['fileQuotas'];

/** What is sent in rooms. */
export const FILES = {
  'file:begin': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: document(stage) }),
    ROOM_CLOSED: async (stage) => ({ ...(await readOnly(stage)), input: document(stage), counts }),
    MUTED: async (stage) => ({ ...(await muted(stage)), input: document(stage), counts }),
    SEND_KEY_REUSED: async (stage) => {
      const input = document(stage);
      await begun(stage, input);
      const { sendKey } = input;
      return {
        ...{ asker: stage.theCase.lead, facts: { sendKey } },
        input: { ...input, bytes: 4 },
        well: { input: { bytes: 3 } },
      };
    },
    UNKNOWN_MESSAGE: (stage) => ({
      asker: stage.theCase.lead,
      input: { ...document(stage), replyTo: 1_000_000 },
      facts: { seq: 1_000_000 },
      well: { input: { replyTo: 1 } },
      counts,
    }),
    FILE_EMPTY: (stage) => ({
      ...{ asker: stage.theCase.lead, facts: {} },
      input: { ...document(stage), bytes: 0 },
      well: { input: { bytes: 1 } },
    }),
    FILE_TOO_LARGE: (stage) => ({
      ...{ asker: stage.theCase.lead, facts: { limit: 20 * MB } },
      input: { ...document(stage), kind: 'picture', bytes: 20 * MB + 1 },
      well: { input: { kind: 'document' } },
    }),
    QUOTA_EXCEEDED: (stage) => ({
      ...{ asker: stage.theCase.second, facts: { of: 'person', limit: 150 * MB } },
      input: { ...document(stage), bytes: 150 * MB + 1 },
      well: { input: { bytes: 1 } },
    }),
  },
  'file:cancel': {
    NOT_FOUND: async (stage) => ({
      ...{ asker: stage.theCase.lead, facts: {}, input: { fileId: fileIdSchema.parse(unknownId()) } },
      well: { input: { fileId: await begun(stage, document(stage)) } },
    }),
    NOT_A_MEMBER: async (stage) => ({
      ...stranger(stage),
      input: { fileId: await begun(stage, document(stage)) },
    }),
    NOT_YOURS: async (stage) => ({
      ...{ asker: stage.theCase.second, facts: {}, well: { asker: stage.theCase.lead } },
      input: { fileId: await begun(stage, document(stage)) },
    }),
    TOO_LATE: async (stage) => ({
      ...{ asker: stage.theCase.lead, facts: { state: 'scanning' } },
      input: { fileId: await whole(stage) },
      well: { input: { fileId: await begun(stage, document(stage)) } },
    }),
  },
} satisfies Partial<Refusals>;

import { Fault } from '../../../shared/faults.ts';
import type { correctTranscript } from '../../../shared/file-acts.ts';
import type { Transcript } from '../../../shared/files.ts';
import type { FileId } from '../../../shared/ids.ts';
import type { MessageBody } from '../../../shared/messages.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { FileDoc, FileStore } from '../files.store.ts';
import { sharedFileOf } from '../files.rules.ts';

export interface TranscriptParts {
  readonly files: Pick<FileStore, 'byId' | 'move' | 'markTold'>;
  readonly messages: Pick<FileMessages, 'readOwn' | 'show' | 'answer'>;
  readonly clock: Clock;
}

/** Others who move the same file come first once each; more means that something is wrong. */
const MOST_ROUNDS = 12;

/** transcript:correct: the words of who spoke stand, whatever a machine says before or after. */
export const makeCorrectTranscript =
  (parts: TranscriptParts): Handler<typeof correctTranscript> =>
  async ({ roomId, seq, text }, { personId }) => {
    const { files, messages } = parts;
    const place = { roomId, seq };
    const { message } = await messages.readOwn(personId, place);
    const fileId = recordingIn(message.body);
    if (fileId === null) throw new Fault('UNKNOWN_MESSAGE', { seq });
    const file = await write(parts, fileId, { text, by: 'speaker' });
    if (file.told < file.revision) {
      await messages.show({ ...place, at: parts.clock.now() }, sharedFileOf(file));
      await files.markTold(fileId, file.revision);
    }
    return messages.answer(personId, place);
  };

/** Only what is spoken has words to put right. */
const recordingIn = (body: MessageBody): FileId | null =>
  body.kind === 'file' && (body.file.kind === 'voice' || body.file.kind === 'video-note')
    ? body.file.fileId
    : null;

/** Upon whatever stands when it is written; the same words again change nothing. */
async function write(
  { files, clock }: TranscriptParts,
  fileId: FileId,
  transcript: Transcript,
): Promise<FileDoc> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const file = await files.byId(fileId);
    if (file?.state !== 'ready') throw new Fault('WRONG_STATE', { state: file?.state ?? 'unknown' });
    const before = file.facts.transcript;
    if (before?.by === transcript.by && before.text === transcript.text) return file;
    const moved = await files.move(file, { facts: { ...file.facts, transcript } }, clock.now());
    if (moved !== null) return moved;
  }
  throw new Error(`the transcript of ${fileId} finds no revision`);
}

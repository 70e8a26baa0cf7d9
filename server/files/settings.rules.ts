import type { FileLimits } from './files.rules.ts';

/** What of the configuration is about the size of files. */
export interface FileSettings {
  readonly HUYING_PICTURE_MB: number;
  readonly HUYING_DOCUMENT_MB: number;
  readonly HUYING_VOICE_MB: number;
  readonly HUYING_VIDEO_NOTE_MB: number;
  readonly HUYING_VOICE_SECONDS: number;
  readonly HUYING_VIDEO_NOTE_SECONDS: number;
  readonly HUYING_PERSON_FILES_MB: number;
  readonly HUYING_ROOM_FILES_MB: number;
}

const MB = 1024 * 1024;
const SECOND = 1_000;

/** The limits as they are reckoned with. */
export const limitsOf = (settings: FileSettings): FileLimits => ({
  bytes: {
    picture: settings.HUYING_PICTURE_MB * MB,
    document: settings.HUYING_DOCUMENT_MB * MB,
    voice: settings.HUYING_VOICE_MB * MB,
    'video-note': settings.HUYING_VIDEO_NOTE_MB * MB,
  },
  durationMs: {
    voice: settings.HUYING_VOICE_SECONDS * SECOND,
    'video-note': settings.HUYING_VIDEO_NOTE_SECONDS * SECOND,
  },
  ofPerson: settings.HUYING_PERSON_FILES_MB * MB,
  ofRoom: settings.HUYING_ROOM_FILES_MB * MB,
});

import type { Config } from '../config.ts';
import type { FileLimits } from './files.rules.ts';

const MB = 1024 * 1024;

/** The limits as they are reckoned with. */
export const limitsOf = (settings: Config): FileLimits => ({
  bytes: {
    picture: settings.HUYING_PICTURE_MB * MB,
    document: settings.HUYING_DOCUMENT_MB * MB,
    voice: settings.HUYING_VOICE_MB * MB,
    'video-note': settings.HUYING_VIDEO_NOTE_MB * MB,
  },
  seconds: {
    voice: settings.HUYING_VOICE_SECONDS,
    'video-note': settings.HUYING_VIDEO_NOTE_SECONDS,
  },
  ofPerson: settings.HUYING_PERSON_FILES_MB * MB,
  ofRoom: settings.HUYING_ROOM_FILES_MB * MB,
});

import { tmpdir } from 'node:os';
import { FILE_TYPES } from '../../shared/file-types.ts';
import { oneOf, variable, whole } from './variable.ts';

const typesIn = (raw: string): string[] => {
  const types = raw.split(',').map((one) => one.trim());
  const wrong = types.find((one) => !/^[a-z]+\/[\w.+-]+$/.test(one));
  if (wrong !== undefined) throw new Error(`must be MIME types with commas between them; ${wrong} is none`);
  return types;
};

/** Which files are taken, how large, and how many. */
export const files = {
  HUYING_PICTURE_MB: variable({
    fallback: '20',
    unit: 'MB',
    about: 'Largest picture that may be sent.',
    read: whole(1, 1_024),
  }),
  HUYING_DOCUMENT_MB: variable({
    fallback: '200',
    unit: 'MB',
    about: 'Largest document that may be sent.',
    read: whole(1, 4_096),
  }),
  HUYING_VOICE_MB: variable({
    fallback: '10',
    unit: 'MB',
    about: 'Largest voice message.',
    read: whole(1, 1_024),
  }),
  HUYING_VIDEO_NOTE_MB: variable({
    fallback: '50',
    unit: 'MB',
    about: 'Largest video note.',
    read: whole(1, 1_024),
  }),
  HUYING_VOICE_SECONDS: variable({
    fallback: '300',
    unit: 's',
    about: 'Longest voice message, as measured on the server.',
    read: whole(1),
  }),
  HUYING_VIDEO_NOTE_SECONDS: variable({
    fallback: '60',
    unit: 's',
    about: 'Longest video note, as measured on the server.',
    read: whole(1),
  }),
  HUYING_PERSON_FILES_MB: variable({
    fallback: '5120',
    unit: 'MB',
    about: 'How much one person may have sent in all; refused files do not count.',
    read: whole(1),
  }),
  HUYING_ROOM_FILES_MB: variable({
    fallback: '20480',
    unit: 'MB',
    about: 'How much one room may hold; refused files do not count.',
    read: whole(1),
  }),
  HUYING_FILE_TYPES: variable({
    fallback: FILE_TYPES.join(','),
    unit: 'MIME types, comma-separated',
    about:
      'What congresses take that have not chosen themselves, by what a content is, whatever its name says. Everything else is refused.',
    read: typesIn,
  }),
  HUYING_OPEN_UNSCANNED: variable({
    fallback: 'yes',
    unit: 'yes | no',
    about:
      'Where no virus scanner is set up: whether files may be opened, marked 未扫描. no: they are refused.',
    read: oneOf('yes', 'no'),
  }),
  HUYING_ADDRESS_MINUTES: variable({
    fallback: '10',
    unit: 'min',
    about: 'How long the address of a file is good, at most; half of it at least.',
    read: whole(2),
  }),
  HUYING_WORK_DIR: variable({
    fallback: '',
    unit: 'folder',
    about:
      'Where a worker lays contents while it looks at them: room for a few of the largest. Empty: the system’s folder for temporary files.',
    read: (raw: string) => raw || tmpdir(),
  }),
  HUYING_UPLOAD_STALL_SECONDS: variable({
    fallback: '30',
    unit: 's',
    about: 'Who sends less than 1 KB of a file in so long is cut off; what came is kept, to be gone on with.',
    read: whole(1),
  }),
};

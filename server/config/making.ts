import { addressOf } from '../files/making/scan.ts';
import { text, variable, whole } from './variable.ts';

const clamd = (raw: string): string => {
  if (raw !== '') addressOf(raw); // throws at what is none
  return raw;
};

const httpUrl = (raw: string): string => {
  if (raw !== '' && !['http:', 'https:'].includes(new URL(raw).protocol))
    throw new Error('must be http://… or https://…');
  return raw;
};

/** What looks at files, and what is made of them. */
export const making = {
  CLAMD_URL: variable({
    fallback: '',
    unit: 'tcp://host:port or unix:///path',
    about: 'ClamAV’s daemon, asked about every file. Empty: files are not scanned and say so.',
    read: clamd,
  }),
  HUYING_SCAN_SECONDS: variable({
    fallback: '120',
    unit: 's',
    about: 'How long the scanner may take for one file.',
    read: whole(1),
  }),
  HUYING_SCAN_MIB: variable({
    fallback: '200',
    unit: 'MiB',
    about: 'The largest file that is given to the scanner: StreamMaxLength in clamd.conf, or less.',
    read: whole(1, 4_000),
  }),
  FFMPEG_PATH: variable({
    fallback: '',
    unit: 'path',
    about: 'ffmpeg. Empty: that on PATH. Where there is none, voices and videos are kept as they were sent.',
    read: text,
  }),
  FFPROBE_PATH: variable({
    fallback: '',
    unit: 'path',
    about: 'ffprobe, which comes with ffmpeg. Empty: that on PATH.',
    read: text,
  }),
  SOFFICE_PATH: variable({
    fallback: '',
    unit: 'path',
    about:
      'LibreOffice’s soffice. Empty: that on PATH. Where there is none, office documents have no preview.',
    read: text,
  }),
  HEIF_CONVERT_PATH: variable({
    fallback: '',
    unit: 'path',
    about:
      'libheif’s heif-convert. Empty: that on PATH. Where there is none, pictures of iPhones (HEIC) have no preview.',
    read: text,
  }),
  HUYING_SPEECH_URL: variable({
    fallback: '',
    unit: 'URL',
    about:
      'Speech service with OpenAI’s API, up to its version: http://host:8000/v1. It is sent the recordings. Empty: nothing is written down.',
    read: httpUrl,
  }),
  HUYING_SPEECH_KEY: variable({
    fallback: '',
    unit: 'word',
    about: 'Key for the speech service. Empty: it wants none.',
    read: text,
  }),
  HUYING_SPEECH_MODEL: variable({
    fallback: 'whisper-1',
    unit: 'name',
    about: 'Which model of the speech service.',
    read: text,
  }),
  HUYING_SPEECH_SECONDS: variable({
    fallback: '120',
    unit: 's',
    about: 'How long the speech service may take for one recording.',
    read: whole(1),
  }),
  HUYING_MAKERS_AT_ONCE: variable({
    fallback: '2',
    unit: 'files',
    about: 'How many files one worker looks at, and how many it works on, at the same time.',
    read: whole(1, 64),
  }),
  HUYING_MAKER_SECONDS: variable({
    fallback: '120',
    unit: 's',
    about: 'How long each program may take that looks at a file or makes something of it; then it is ended.',
    read: whole(1),
  }),
  HUYING_MAKER_MIB: variable({
    fallback: '1024',
    unit: 'MiB',
    about: 'How much memory each such program may use; then it is ended.',
    read: whole(128),
  }),
};

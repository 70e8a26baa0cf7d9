import { secret, variable } from './variable.ts';

/** What seals and signs. */
export const keys = {
  HUYING_DATA_KEY: variable({
    fallback: '',
    unit: 'base64, comma-separated',
    about:
      'Keys of 32 bytes for fields that identify people, newest first; older ones still open what they sealed.',
    read: (raw: string) =>
      raw
        .split(',')
        .filter((k) => k !== '')
        .map(secret),
  }),
  HUYING_TOKEN_SECRET: variable({
    fallback: '',
    unit: 'base64',
    about: 'Secret of at least 32 bytes that signs access and refresh tokens.',
    read: (raw: string) => (raw === '' ? null : secret(raw)),
  }),
};

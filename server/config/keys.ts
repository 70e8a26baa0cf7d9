import { PERSON_ROLES } from '../../shared/people.ts';
import { oneOf, secret, variable } from './variable.ts';

/** What seals and signs, and who proves more than a password. */
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
  HUYING_SECOND_FACTOR_ROLES: variable({
    fallback: '',
    unit: 'list of roles',
    about: `Who may not sign in without a second factor: of ${PERSON_ROLES.join(', ')}. Empty: nobody must, everybody may. For production: administrator,auditor,unit-contact,unit-leader.`,
    read: (raw: string) =>
      raw === '' ? [] : raw.split(',').map((role) => oneOf(...PERSON_ROLES)(role.trim())),
  }),
};

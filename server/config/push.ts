import { isPushPlace, PUSH_HOSTS } from '../notices/channels/push.rules.ts';
import { variable } from './variable.ts';

const key = (bytes: number) => (raw: string) => {
  const found = Buffer.from(raw, 'base64url');
  if (raw !== '' && (found.length !== bytes || found.toString('base64url') !== raw))
    throw new Error('is no such key; make a pair with: huying push keys');
  return raw;
};

const subject = (raw: string): string => {
  if (raw !== '' && !/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(raw))
    throw new Error('must be mailto:… or https://…');
  return raw;
};

const places = (raw: string): string[] => {
  const found = raw
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (!found.every(isPushPlace))
    throw new Error('must be hosts (*.push.example) or origins (https://push.example:8443)');
  return found;
};

/** How reminders ring on people’s devices while the application is closed. */
export const push = {
  HUYING_VAPID_PUBLIC_KEY: variable({
    fallback: '',
    unit: 'base64url',
    about:
      'Public key for Web Push (RFC 8292); `huying push keys` makes a pair. Empty: nothing is pushed, and nobody is offered it.',
    read: key(65),
  }),
  HUYING_VAPID_PRIVATE_KEY: variable({
    fallback: '',
    unit: 'base64url',
    about: 'The private key of the same pair. Another pair ends all subscriptions.',
    read: key(32),
  }),
  HUYING_VAPID_SUBJECT: variable({
    fallback: '',
    unit: 'mailto: or https: URL',
    about: 'Whom push services may turn to. Needed with the keys.',
    read: subject,
  }),
  HUYING_PUSH_HOSTS: variable({
    fallback: PUSH_HOSTS.join(','),
    unit: 'hosts or origins, comma-separated',
    about:
      'Push services that the server may ask, by https on port 443; with `*.` all hosts below; an origin with its port as it is. No other address is ever asked.',
    read: places,
  }),
};

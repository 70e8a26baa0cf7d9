import { variable } from './variable.ts';

const smtpUrl = (raw: string): string => {
  if (raw === '') return raw;
  const { protocol, hostname } = new URL(raw); // throws at what is none
  if (!['smtp:', 'smtps:'].includes(protocol) || hostname === '')
    throw new Error('must be smtp://… or smtps://…');
  return raw;
};

const addresses = (raw: string): string[] =>
  raw
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      if (!/^[^\s@]+@[^\s@]+$/.test(one)) throw new Error('must be addresses with commas between them');
      return one;
    });

const sender = (raw: string): string => {
  if (raw !== '' && !/^([^<>@]+ )?<?[^\s<>@]+@[^\s<>@]+>?$/.test(raw))
    throw new Error('must be an address, or a name and <address>');
  return raw;
};

/** How reminders go out by e-mail. */
export const mail = {
  SMTP_URL: variable({
    fallback: '',
    unit: 'URL',
    about:
      'Mail server: smtps://user:password@host:465, or smtp://host:587?requireTLS=true. Empty: nothing goes out by e-mail.',
    read: smtpUrl,
  }),
  HUYING_MAIL_FROM: variable({
    fallback: '',
    unit: 'address',
    about: 'Sender of all e-mail: 呼应 <huying@example.org>. Needed with SMTP_URL.',
    read: sender,
  }),
  HUYING_OPERATORS_MAIL: variable({
    fallback: '',
    unit: 'addresses, comma-separated',
    about: 'Who runs the installation: told by e-mail of what nobody else can mend.',
    read: addresses,
  }),
};

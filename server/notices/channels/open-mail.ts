import type { PersonId } from '../../../shared/ids.ts';
import type { Database } from '../../store/mongo.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Channel } from './channel.ts';
import { makeMailChannel } from './mail.actions.ts';
import { makeMailStore } from './mails.store.ts';
import { makePostOffice } from './smtp.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly addressOf: (personId: PersonId) => Promise<string | null>;
  /** Of the configuration. */
  readonly settings: {
    readonly SMTP_URL: string;
    readonly HUYING_MAIL_FROM: string;
    readonly HUYING_OPERATORS_MAIL: readonly string[];
    readonly HUYING_PUBLIC_URL: string;
  };
}

/** The channel of e-mail and its connections; null where the configuration names no mail server. */
export function openMail({ database, clock, addressOf, settings }: Parts): {
  readonly channel: Channel;
  close(): void;
} | null {
  const { SMTP_URL: url, HUYING_MAIL_FROM: from } = settings;
  if (url === '') return null;
  const postOffice = makePostOffice({ url, from });
  const channel = makeMailChannel({
    ...{ store: makeMailStore(database), postOffice, addressOf, from, clock },
    operators: settings.HUYING_OPERATORS_MAIL,
    publicUrl: settings.HUYING_PUBLIC_URL,
  });
  return { channel, close: () => postOffice.close() };
}

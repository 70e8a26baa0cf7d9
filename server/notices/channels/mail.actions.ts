import type { PersonId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Channel, Outcome, Said } from './channel.ts';
import { mailOf } from './mail.rules.ts';
import type { MailStore } from './mails.store.ts';
import type { PostOffice } from './smtp.ts';

interface Parts {
  readonly store: MailStore;
  readonly postOffice: Pick<PostOffice, 'post'>;
  /** A person’s e-mail address, opened for this one letter; null: none is known. */
  readonly addressOf: (personId: PersonId) => Promise<string | null>;
  /** Addresses of those who run the installation. */
  readonly operators: readonly string[];
  readonly from: string;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** Whoever has been sending for longer has died over it. */
const ABANDONED_MS = 120_000;

/**
 * Makes the channel of e-mail. A delivery that the mail server took is not sent again; one that broke off before its
 * answer came is, under the same message id. No address, or a refused one, is a refusal with its evidence; whatever
 * passes is thrown, and the job tries again.
 */
export function makeMailChannel(parts: Parts): Channel {
  const { store, postOffice, operators, from, publicUrl, clock } = parts;

  const addressesOf = async (recipient: Exclude<Said['recipient'], 'room'>): Promise<readonly string[]> => {
    if (recipient === 'operators') return operators;
    const address = await parts.addressOf(recipient);
    return address === null ? [] : [address];
  };

  async function deliver(said: Said): Promise<Outcome> {
    const { deliveryId: _id, congressId, rule, recipient } = said;
    if (recipient === 'room') return { state: 'refused', why: 'NOT_A_PERSON' };
    const to = await addressesOf(recipient);
    if (to.length === 0) return { state: 'refused', why: 'NO_ADDRESS' };
    const mail = mailOf(said, { to, from, publicUrl });
    const now = clock.now();
    const letter = { _id, congressId, rule, recipient, messageId: mail.messageId };
    if (!(await store.claim(letter, now, new Date(now.getTime() - ABANDONED_MS)))) return earlier(_id);
    const { state, answer } = await postOffice.post(mail).catch(async (error: unknown) => {
      await store.release(_id);
      throw error;
    });
    await store.end(_id, { state, answer, endedAt: clock.now() });
    return state === 'accepted' ? { state: 'said' } : { state: 'refused', why: answer };
  }

  /** What became of it when it was sent before. */
  async function earlier(id: string): Promise<Outcome> {
    const kept = await store.byId(id);
    if (kept?.state === 'accepted') return { state: 'said' };
    if (kept?.state === 'refused') return { state: 'refused', why: kept.answer ?? '' };
    throw new Error(`${id} is being sent by somebody else`);
  }

  return { name: 'mail', deliver };
}

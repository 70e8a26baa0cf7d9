import {
  addressFiles,
  correctTranscript,
  hearVoice,
  listFiles,
  listHeard,
  packFiles,
} from '../../../shared/file-acts.ts';
import type { PersonId } from '../../../shared/ids.ts';
import { subkey, type People } from '../../people/index.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Database } from '../../store/mongo.ts';
import { bind } from '../../wire/bind.ts';
import type { Clock, Tell } from '../../wire/ports.ts';
import type { ContentStore } from '../contents.store.ts';
import type { FileStore } from '../files.store.ts';
import { makeAccessFile } from './access-file.actions.ts';
import { type Cards, makeAttachments } from './attachments.actions.ts';
import { makeAddressFiles, makeAddressFor } from './addresses.actions.ts';
import { type Fetch, makeFetch } from './fetch.actions.ts';
import { makeHearVoice, makeListHeard } from './heard.actions.ts';
import { makeHeardStore } from './heard.store.ts';
import { makeHolders } from './holders.actions.ts';
import { makeListFiles } from './items.actions.ts';
import { makePackFiles, makePackOf } from './packs.actions.ts';
import { makeCorrectTranscript } from './transcripts.actions.ts';

export { makeFetchDoor } from './fetch.wire.ts';

export interface GettingParts {
  readonly database: Database;
  readonly files: FileStore;
  readonly contents: Pick<ContentStore, 'read'>;
  /** Of rooms: the messages that carry files. */
  readonly messages: FileMessages;
  readonly people: Pick<People, 'callersNow' | 'callerOf'>;
  readonly cards: Cards;
  readonly secrets: { readonly token: Uint8Array };
  /** How long an address is good at most, ms. */
  readonly addressLifeMs: number;
  /** Files that no scanner has seen may be opened. */
  readonly opensUnscanned: boolean;
  readonly clock: Clock;
  readonly tell: Tell;
}

/** How files are got: addresses, their bytes, lists, packs; who has heard what, and what was said in it. */
export function makeGetting(parts: GettingParts) {
  const { database, files, contents, messages, people, secrets, clock, tell, opensUnscanned } = parts;
  const key = subkey(secrets.token, 'file address');
  const accessFile = makeAccessFile({ files, messages, opensUnscanned });
  const packOf = makePackOf({ files, messages, opensUnscanned });
  const addressFor = makeAddressFor({ key, clock, lifeMs: parts.addressLifeMs });
  const heard = makeHeardStore(database);
  const fetching = {
    ...{ accessFile, packOf, contents, clock },
    tagKey: subkey(secrets.token, 'file tag'),
    holders: makeHolders({ ...people, key, clock }),
  };
  return {
    bindings: [
      bind(addressFiles, makeAddressFiles(accessFile, addressFor)),
      bind(listFiles, makeListFiles({ files, messages })),
      bind(packFiles, makePackFiles(packOf, addressFor)),
      bind(hearVoice, makeHearVoice({ messages, heard, clock, tell })),
      bind(listHeard, makeListHeard({ messages, heard })),
      bind(correctTranscript, makeCorrectTranscript({ files, messages, clock })),
    ],
    /** Files of rooms that something else refers to. */
    attachments: makeAttachments({ files, messages, accessFile, cards: parts.cards, opensUnscanned }),
    /** What answers the addresses, for a node that has a door. */
    fetchWith: (door: { take: (personId: PersonId) => Promise<void>; tick: () => number }): Fetch =>
      makeFetch({ ...fetching, ...door }),
  };
}

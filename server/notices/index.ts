import type { CongressId } from '../../shared/ids.ts';
import { remindAnnouncement } from '../../shared/message-acts.ts';
import { listDuties, listNotices, readNotice } from '../../shared/notices.ts';
import type { Calendar } from '../org/index.ts';
import type { Database } from '../store/mongo.ts';
import type { Redis } from '../store/redis.ts';
import { bind, type Binding } from '../wire/bind.ts';
import type { Clock, Enqueue, NewId, Tell } from '../wire/ports.ts';
import type { Channel } from './channels/channel.ts';
import type { Push } from './channels/open-push.ts';
import { makeRoomChannel, type RoomCards } from './channels/room.actions.ts';
import { makeToDoChannel } from './channels/to-do.actions.ts';
import { makeDeliver, type Delivered, type QuietHoursOf, type Wording } from './deliver.actions.ts';
import { makeDeliveryStore } from './deliveries.store.ts';
import { makeDuties, type Duties, type MayReadDuties, type UnitBook } from './duties.actions.ts';
import { makeDutyStore } from './duties.store.ts';
import { makeListDuties } from './duty-list.actions.ts';
import { type Excerpts, makeListNotices, makeReadNotice } from './notices.actions.ts';
import { makeNoticeStore } from './notices.store.ts';
import type { StandingOf } from './owed.rules.ts';
import { makePaceStore } from './pace.store.ts';
import { makeRecipientsOf } from './recipients.actions.ts';
import type { AddressBook } from './recipients.rules.ts';
import { type Announcements, makeRemindAnnouncement } from './remind.actions.ts';
import { makeTellSecretHeard, makeTellSecretMark, type SecretVoice } from './secret-marks.actions.ts';
import type { SecretMarkSeen } from './secret-marks.rules.ts';
import { makeSweep } from './sweep.actions.ts';
import { makeWarn, type Unfinished } from './warn.actions.ts';
import { makeWarningStore } from './warnings.store.ts';
import { makeWordings, type Wordings } from './wording/wordings.actions.ts';
import { makeWordingStore } from './wording/wordings.store.ts';
import { type MayChangeWords, wordingBindings } from './wording/wordings.wire.ts';
import { wordsOf } from './wording/words-of.rules.ts';

export { openMail } from './channels/open-mail.ts';
export { openPush } from './channels/open-push.ts';
export type { Duties, UnitDue } from './duties.actions.ts';
export type { OpenDuty } from './duties.store.ts';
export type { DutyOutcome } from './duty-counts.store.ts';
export { type Days, daysAt, type Holder, sumOpen } from './duty-list.rules.ts';
export type { RuleName } from './reminder-table.rules.ts';
export { type Owed, owerKey, type Standing, type StandingOf, type Telling } from './owed.rules.ts';
export { nextStepAfter } from './steps.rules.ts';

/** What duties and notices are built from. `standingOf` and `unfinished` read the record, which this feature does not import. */
export interface NoticesParts {
  database: Database;
  redis: Redis;
  /** First word of our keys in Redis. */
  prefix: string;
  org: { people: AddressBook; units: UnitBook };
  calendar: Pick<Calendar, 'forCongress'>;
  rooms: RoomCards & { announcements: Announcements & Excerpts };
  /** Left out: nothing goes out by mail. */
  mail?: Channel | undefined;
  /** Left out: nothing rings on devices. */
  push?: Pick<Push, 'channel' | 'reaches'> | undefined;
  /** When a person wants no letters; null: whenever. */
  quietHoursOf: QuietHoursOf;
  standingOf: StandingOf;
  unfinished: (before: Date) => Promise<readonly Unfinished[]>;
  clock: Clock;
  newId: NewId;
  tell: Pick<Tell, 'people'>;
  enqueue: Enqueue;
  may: MayReadDuties & MayChangeWords;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

/** Who owes what, who must hear of it, and what each person was told. */
export interface Notices {
  readonly bindings: readonly Binding[];
  readonly duties: Duties;
  /** What reminders say, congress by congress. */
  readonly wordings: Wordings;
  /** Tells a congress’s administrators that a state secret was refused; of one person once an hour. */
  tellSecretMark(congressId: CongressId, seen: SecretMarkSeen): Promise<void>;
  /** Tells them that a machine understood one in a voice; of one voice once. */
  tellSecretHeard(voice: SecretVoice): Promise<void>;
  /** Decides what is due and hands it to the queue; safe to run at any time, twice, and in parallel. */
  sweep(): Promise<{ deliveries: number }>;
  /** Says what of a parcel still stands; safe to repeat. */
  deliver(parcelId: string): Promise<Delivered>;
  /** Tells whoever runs the installation what nobody else can mend; safe to repeat. */
  warn(): Promise<void>;
}

/** Makes duties, the sweeper, deliveries and notices. */
export function makeNotices(parts: NoticesParts): Notices {
  const { database, calendar, clock, rooms, standingOf, newId, tell, may } = parts;
  const { announcements } = rooms;
  const { units } = parts.org;
  const duties = makeDutyStore(database);
  const deliveries = makeDeliveryStore(database);
  const notices = makeNoticeStore(database);
  const wordings = makeWordings({ store: makeWordingStore(database), clock });
  const recipientsOf = makeRecipientsOf(parts.org.people, clock);
  const ways = [
    makeRoomChannel(rooms),
    makeToDoChannel({ notices, tell, clock }),
    ...(parts.mail ? [parts.mail] : []),
    ...(parts.push?.channel ? [parts.push.channel] : []),
  ];
  const channels = new Map(ways.map((channel) => [channel.name, channel]));
  const wording: Wording = {
    of: async (congressId, asked) => wordsOf(asked, await wordings.forCongress(congressId)),
  };
  const marks = { notices, people: parts.org.people, tell, clock };
  const { quietHoursOf } = parts;
  const reading = { duties, deliveries, calendar, recipientsOf, standingOf, channels, clock };

  return {
    bindings: [
      bind(listDuties, makeListDuties({ store: duties, units, may, clock })),
      bind(listNotices, makeListNotices({ store: notices, announcements })),
      bind(remindAnnouncement, makeRemindAnnouncement({ announcements, notices, tell, clock })),
      bind(readNotice, makeReadNotice({ store: notices, announcements, clock })),
      ...wordingBindings({ wordings, may }),
    ],
    duties: makeDuties({ store: duties, calendar, units, clock }),
    wordings,
    tellSecretMark: makeTellSecretMark(marks),
    tellSecretHeard: makeTellSecretHeard(marks),
    sweep: makeSweep({ ...reading, newId, enqueue: parts.enqueue, pushReaches: parts.push?.reaches }),
    deliver: makeDeliver({ ...reading, pace: makePaceStore(parts), units, wording, quietHoursOf }),
    warn: makeWarn({
      ...{ store: makeWarningStore(database), wording, channels, clock },
      ...{ unfinished: parts.unfinished, onSurprise: parts.onSurprise },
    }),
  };
}

import type { CivilDate } from '../../shared/ids.ts';
import { remindAnnouncement } from '../../shared/message-acts.ts';
import { listDuties, listNotices, readNotice } from '../../shared/notices.ts';
import type { Calendar } from '../org/index.ts';
import type { Database } from '../store/mongo.ts';
import { bind, type Binding } from '../wire/bind.ts';
import type { Clock, Enqueue, Tell } from '../wire/ports.ts';
import { makeDeliver, type Delivered, type RoomCards } from './deliver.actions.ts';
import { makeDeliveryStore } from './deliveries.store.ts';
import { makeDuties, makeListDuties, type Duties, type MayReadDuties } from './duties.actions.ts';
import { makeDutyStore } from './duties.store.ts';
import { type Excerpts, makeListNotices, makeReadNotice } from './notices.actions.ts';
import { type Announcements, makeRemindAnnouncement } from './remind.actions.ts';
import { makeNoticeStore } from './notices.store.ts';
import { makeRecipientsOf, type AddressBook, type TracksOf } from './recipients.actions.ts';
import { makeSweep } from './sweep.actions.ts';

export type { Duties } from './duties.actions.ts';
export type { NewDuty } from './duties.rules.ts';
export { type Owed, type Ower, owerKey } from './owed.rules.ts';
export type { TrackFacts, TracksOf } from './recipients.actions.ts';

/** What duties and notices are built from. `tracksOf` reads the record, which this feature does not import. */
export interface NoticesParts {
  database: Database;
  org: { people: AddressBook };
  calendar: Pick<Calendar, 'forCongress'>;
  rooms: RoomCards & {
    setHeader(subjectId: string, change: { nextDue: CivilDate | null }): Promise<void>;
    announcements: Announcements & Excerpts;
  };
  tracksOf: TracksOf;
  clock: Clock;
  tell: Pick<Tell, 'people'>;
  enqueue: Enqueue;
  may: MayReadDuties;
}

/** Who owes what, who must hear of it, and what each person was told. */
export interface Notices {
  readonly bindings: readonly Binding[];
  readonly duties: Duties;
  /** Decides what is due and hands it to the queue; safe to run at any time, twice, and in parallel. */
  sweep(): Promise<{ deliveries: number }>;
  /** Carries out one delivery; safe to repeat. */
  deliver(deliveryId: string): Promise<Delivered>;
}

/** Makes duties, the sweeper, deliveries and notices. */
export function makeNotices(parts: NoticesParts): Notices {
  const { database, calendar, clock, rooms, tracksOf, may } = parts;
  const { announcements } = rooms;
  const duties = makeDutyStore(database);
  const deliveries = makeDeliveryStore(database);
  const notices = makeNoticeStore(database);
  const recipientsOf = makeRecipientsOf(parts.org.people);
  const reading = { duties, deliveries, calendar, recipientsOf, tracksOf, clock };

  return {
    bindings: [
      bind(listDuties, makeListDuties({ store: duties, may })),
      bind(listNotices, makeListNotices({ store: notices, announcements })),
      bind(remindAnnouncement, makeRemindAnnouncement({ announcements, notices, tell: parts.tell, clock })),
      bind(readNotice, makeReadNotice({ store: notices, announcements, clock })),
    ],
    duties: makeDuties({
      store: duties,
      calendar,
      setHeader: (subjectId, change) => rooms.setHeader(subjectId, change),
    }),
    sweep: makeSweep({ ...reading, enqueue: parts.enqueue }),
    deliver: makeDeliver({ ...reading, notices, rooms, tell: parts.tell }),
  };
}

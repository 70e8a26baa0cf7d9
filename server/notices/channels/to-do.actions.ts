import type { PersonId } from '../../../shared/ids.ts';
import { noticeDelivered } from '../../../shared/notices.ts';
import type { Clock, Tell } from '../../wire/ports.ts';
import { type DutyNoticeDoc, noticeView } from '../deliveries.rules.ts';
import type { NoticeStore } from '../notices.store.ts';
import type { Channel, Said } from './channel.ts';

interface Parts {
  notices: Pick<NoticeStore, 'insert'>;
  tell: Pick<Tell, 'people'>;
  clock: Clock;
}

/** Puts a notice among what somebody has to do, and tells them if they are there. */
export const makeToDoChannel = ({ notices, tell, clock }: Parts): Channel => ({
  name: 'to-do',
  async deliver(said) {
    const { recipient, about } = said;
    const [first] = about;
    if (!first || recipient === 'room' || recipient === 'operators')
      return { state: 'refused', why: 'NOBODY' };
    const notice = noticeOf(said, { personId: recipient, roomId: first.roomId, at: clock.now() });
    const isNew = await notices.insert(notice);
    if (isNew)
      tell.people(
        [recipient],
        noticeDelivered,
        noticeView(notice, () => ''),
      );
    return { state: 'said' };
  },
});

const noticeOf = (
  { deliveryId, rule, offset, words, about, count }: Said,
  to: { personId: PersonId; roomId: DutyNoticeDoc['roomId']; at: Date },
): DutyNoticeDoc => ({
  _id: deliveryId,
  ...{ rule: rule, offset, ...to, readAt: null, words, count },
  about: about.map((a) => ({ ...a })),
});

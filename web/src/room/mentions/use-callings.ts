import { useEffect, useMemo, useState } from 'react';
import type { Huying, RoomSnapshot } from '../../../../client-sdk/index.ts';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Drafts } from '../drafts.ts';
import { type Calling, calledIn, countCalled, keptCallings, readCallings } from './callings.rules.ts';

/** More than so many are called only after a second look. */
export const MANY = 20;

interface CallingsParts {
  readonly roomId: RoomId;
  readonly me: PersonId;
  readonly snapshot: RoomSnapshot;
  readonly calls: Drafts['calls'];
  readonly huying: Pick<Huying, 'countMentions'>;
}

/** Whom the text calls as it stands, and how many people that is; `most` where it is not known yet. */
export const useCallings = (text: string, { roomId, me, snapshot, calls, huying }: CallingsParts) => {
  const [chosen, setChosen] = useState<readonly Calling[]>([]);
  useEffect(() => {
    let here = true;
    calls.read(roomId).then(
      (kept) => {
        if (here) setChosen((now) => (now.length > 0 ? now : readCallings(kept)));
      },
      () => undefined, // as with the draft itself
    );
    return () => {
      here = false;
    };
  }, [calls, roomId]);

  const called = useMemo(() => calledIn(text, chosen), [text, chosen]);
  // The same text for the same callings: what is typed between them asks nothing anew.
  const key = keptCallings(called);
  const [counted, setCounted] = useState<{ key: string; notified: number } | null>(null);
  useEffect(() => {
    if (key === '') return undefined;
    let wanted = true;
    const mentions = readCallings(key).map(({ mention }) => mention);
    huying.countMentions(roomId, mentions).then(
      (notified) => {
        if (wanted) setCounted({ key, notified });
      },
      () => undefined, // without a line, by those who are known to sit here
    );
    return () => {
      wanted = false;
    };
  }, [huying, roomId, key]);

  const mentions = called.map(({ mention }) => mention);
  const { members, header } = snapshot;
  const known = counted?.key === key ? counted.notified : members && countCalled(mentions, members, me);
  const most = mentions.every(({ kind }) => kind === 'person')
    ? mentions.length
    : Math.max(0, (header?.memberCount ?? 1) - 1);
  return {
    mentions,
    /** null: nobody is called. */
    notified: called.length === 0 ? null : (known ?? most),
    choose: (next: readonly Calling[]) => {
      setChosen(next);
      calls.keep(roomId, keptCallings(next)).catch(() => undefined);
    },
    chosen,
  };
};

import { Fault } from '../../../shared/faults.ts';
import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import type { Caller } from '../../wire/ports.ts';
import type { Joining, TopicDeed, TopicDoc, TopicDone } from './topics.store.ts';

type Standing = Pick<TopicDoc, 'congressId' | 'committeeUnitId' | 'leaderId'>;
type Person = Pick<Caller, 'congressId' | 'personId' | 'unitId'>;

/** What a person’s roles let them do with topics. */
export interface Powers {
  /** With any topic: the office. */
  readonly any: boolean;
  /** With those of the own committee. */
  readonly own: boolean;
}

/** Who has nothing to do with key supervision is refused; to others a topic that is not theirs does not exist. */
export function refuseStrangers(
  topicId: string,
  topic: Standing | null,
  { person, powers: { any, own } }: { person: Person; powers: Powers },
): void {
  const leads = topic !== null && topic.leaderId === person.personId;
  if (!any && !own && !leads) throw new Fault('NOT_ALLOWED');
  const isOwn = leads || (own && topic !== null && topic.committeeUnitId === person.unitId);
  if (topic?.congressId !== person.congressId || !(any || isOwn)) throw new Fault('NOT_FOUND', { topicId });
}

/** What a topic that is as it is does not allow. */
export function refuseUnfit({ _id, state }: TopicDoc, done: TopicDone, today: CivilDate): void {
  if (state === 'closed') throw new Fault('WRONG_STATE', { topicId: _id, state });
  if (done.kind === 'noted' && done.on > today) throw new Fault('IN_THE_FUTURE', { today });
}

/** What a case has to have in its history because it is, or was, under a topic: under keys that stay the same. */
export interface Owing {
  readonly suggestionId: SuggestionId;
  readonly actKey: string;
  readonly deed: TopicDeed;
}

/** The newest plan, what was done since the case came, and the end. */
export function owingOf({ _id, deeds, joined }: Pick<TopicDoc, '_id' | 'deeds' | 'joined'>): Owing[] {
  const latest = new Map(joined.map((joining) => [joining.suggestionId, joining]));
  const plan = deeds.findLast((deed) => deed.kind === 'planned');
  const wanted = (deed: TopicDeed, { revision }: Joining): boolean =>
    deed === plan || deed.kind === 'closed' || (deed.kind !== 'created' && deed.n > revision);
  return [...latest.values()].flatMap((joining) =>
    deeds
      .filter((deed) => wanted(deed, joining))
      .map((deed) => ({
        suggestionId: joining.suggestionId,
        actKey: `topic:${_id}:${deed.n}:${joining.entry}`,
        deed,
      })),
  );
}

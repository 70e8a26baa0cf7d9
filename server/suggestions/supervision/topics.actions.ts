import canonicalize from 'canonicalize';
import { v5 } from 'uuid';
import { Fault } from '../../../shared/faults.ts';
import type {
  closeTopic,
  createTopic,
  listTopics,
  noteTopic,
  planTopic,
} from '../../../shared/supervision.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import type { RefuseUnknown } from '../case/named.actions.ts';
import type { May } from '../record/access.actions.ts';
import { hashOf } from '../record/record.rules.ts';
import type { SpreadTopics } from './spread.actions.ts';
import type { Designation } from './supervision.rules.ts';
import type { ViewTopics } from './topic-view.actions.ts';
import { refuseStrangers, refuseUnfit } from './topics.rules.ts';
import type { TopicDoc, TopicDone, TopicStore } from './topics.store.ts';

export interface TopicParts {
  store: TopicStore;
  spread: Pick<SpreadTopics, 'soon'>;
  refuseUnknown: RefuseUnknown;
  may: May;
  view: ViewTopics;
  clock: Clock;
}

/** What every act upon a topic names. */
interface On {
  readonly topicId: string;
  readonly revision: number;
  readonly actKey: string;
}

const powersOf = (may: May, { roles }: Caller) => ({
  any: may(roles, 'topic:any'),
  own: may(roles, 'topic:own'),
});

const doerOf = ({ personId, name, label }: Caller) => ({ personId, name, label });

/** topic:create: under an id made of who asks and their key, so that a repeat finds it. */
export const makeCreateTopic =
  ({ store, refuseUnknown, may, view, clock }: TopicParts): Handler<typeof createTopic> =>
  async (input, caller) => {
    if (!may(caller.roles, 'topic:any')) throw new Fault('NOT_ALLOWED');
    const { actKey, year, title, leadUnitIds, committeeUnitId, leaderId } = input;
    const { congressId } = caller;
    const topicId = v5(actKey, caller.personId);
    const asked = askedBy('created', input);
    if ((await store.byId(topicId)) === null) {
      await refuseUnknown(congressId, {
        units: [committeeUnitId, ...leadUnitIds],
        ofUnit: { unitId: committeeUnitId, personIds: leaderId === null ? [] : [leaderId] },
      });
      const deed = { kind: 'created' as const, n: 1, at: clock.now(), by: doerOf(caller), actKey, asked };
      await store.insert({
        ...{ _id: topicId, congressId, year, title, leadUnitIds: [...new Set(leadUnitIds)] },
        ...{ committeeUnitId, leaderId, state: 'open', deeds: [deed], joined: [], revision: 1 },
      });
    }
    const kept = await store.byId(topicId);
    if (kept?.deeds[0]?.asked !== asked) throw new Fault('SEND_KEY_REUSED', { actKey });
    return viewed(view, kept);
  };

/** topic:plan */
export const makePlanTopic = (parts: TopicParts): Handler<typeof planTopic> => {
  const perform = makePerform(parts);
  return ({ plan, ...on }, caller) => perform(on, { kind: 'planned', plan }, caller);
};

/** topic:note */
export const makeNoteTopic = (parts: TopicParts): Handler<typeof noteTopic> => {
  const perform = makePerform(parts);
  return ({ form, on: day, summary, ...on }, caller) =>
    perform(on, { kind: 'noted', form, on: day, summary }, caller);
};

/** topic:close: the office’s. */
export const makeCloseTopic = (parts: TopicParts): Handler<typeof closeTopic> => {
  const perform = makePerform(parts);
  return ({ why, ...on }, caller) => {
    if (!parts.may(caller.roles, 'topic:any')) throw new Fault('NOT_ALLOWED');
    return perform(on, { kind: 'closed', why }, caller);
  };
};

/** topic:list: all for the office, a committee’s own for its people. */
export const makeListTopics =
  ({ store, may, view }: TopicParts): Handler<typeof listTopics> =>
  async ({ year }, caller) => {
    const { any, own } = powersOf(may, caller);
    if (!any && !own) throw new Fault('NOT_ALLOWED');
    const found = await store.list(caller.congressId, { year, of: any ? null : caller });
    return { topics: await view(found) };
  };

/** What a topic adds to a designation; to another congress it does not exist. */
export const makeDesignated =
  (store: Pick<TopicStore, 'byId'>) =>
  async <I extends { topicId: string }>(
    input: I,
    { congressId }: Pick<Caller, 'congressId'>,
  ): Promise<I & Pick<Designation, 'committeeUnitId' | 'leaderId' | 'isOpen'>> => {
    const topic = await store.byId(input.topicId);
    if (topic?.congressId !== congressId) throw new Fault('NOT_FOUND', { topicId: input.topicId });
    const { committeeUnitId, leaderId, state } = topic;
    return { ...input, committeeUnitId, leaderId, isOpen: state === 'open' };
  };

const askedBy = (kind: TopicDone['kind'], input: object): string => hashOf([kind, canonicalize(input)]);

async function viewed(view: ViewTopics, topic: TopicDoc) {
  const [seen] = await view([topic]);
  if (!seen) throw new Error(`supervision: ${topic._id} has no view`);
  return seen;
}

/** Access → rule → store → the cases follow. */
function makePerform({ store, spread, may, view, clock }: TopicParts) {
  return async (on: On, done: TopicDone, caller: Caller) => {
    const { topicId, actKey } = on;
    const asked = askedBy(done.kind, { ...on, ...done });
    for (;;) {
      const topic = await store.byId(topicId);
      refuseStrangers(topicId, topic, { person: caller, powers: powersOf(may, caller) });
      if (!topic) throw new Fault('NOT_FOUND', { topicId });
      const isKept = isRepeat(topic, { actKey, asked, caller });
      if (!isKept) {
        if (on.revision !== topic.revision) throw new Fault('STALE_REVISION', { revision: topic.revision });
        const at = clock.now();
        refuseUnfit(topic, done, civilDateOf(at));
        const deed = { ...done, n: topic.revision + 1, at, by: doerOf(caller), actKey, asked };
        if (!(await store.add(topic, deed))) continue; // somebody else was first: judged anew
      }
      await spread.soon(topicId);
      return viewed(view, (await store.byId(topicId)) ?? topic);
    }
  };
}

/** Whether this very act was kept before; another one under the same key is refused. */
function isRepeat(
  { deeds }: TopicDoc,
  { actKey, asked, caller }: { actKey: string; asked: string; caller: Caller },
): boolean {
  const kept = deeds.find((deed) => deed.actKey === actKey);
  if (kept && (kept.asked !== asked || kept.by.personId !== caller.personId))
    throw new Fault('SEND_KEY_REUSED', { actKey });
  return kept !== undefined;
}

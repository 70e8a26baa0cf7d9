import type { PersonId } from '../../../shared/ids.ts';
import type { TopicView } from '../../../shared/supervision.ts';
import type { Org } from '../../org/index.ts';
import type { Doer } from '../case/case.rules.ts';
import type { CaseStore } from '../case/case.store.ts';
import type { TopicDoc } from './topics.store.ts';

interface Parts {
  org: { units: Pick<Org['units'], 'byIds'>; people: Pick<Org['people'], 'cards'> };
  cases: Pick<CaseStore, 'byIds'>;
}

export type ViewTopics = (topics: readonly TopicDoc[]) => Promise<TopicView[]>;

/** Topics as those see them who may: with names, what was done, and the cases under them now. */
export const makeViewTopics =
  ({ org, cases }: Parts): ViewTopics =>
  async (topics) => {
    const [units, cards, found] = await Promise.all([
      org.units.byIds([...new Set(topics.flatMap((t) => [t.committeeUnitId, ...t.leadUnitIds]))]),
      org.people.cards([...new Set(topics.flatMap((t) => t.leaderId ?? []))]),
      cases.byIds([...new Set(topics.flatMap((t) => t.joined.map((j) => j.suggestionId)))]),
    ]);
    const unitOf = (unitId: TopicDoc['committeeUnitId']) => ({
      unitId,
      name: units.get(unitId)?.shortName ?? '',
    });
    return topics.map((topic) => {
      const { _id: topicId, year, title, state, revision, leaderId, deeds } = topic;
      const card = leaderId === null ? undefined : cards.get(leaderId);
      const plan = deeds.findLast((deed) => deed.kind === 'planned');
      return {
        ...{ topicId, year, title, state, revision },
        leadUnits: topic.leadUnitIds.map(unitOf),
        committee: unitOf(topic.committeeUnitId),
        leader: leaderId && { personId: leaderId, name: card?.name ?? '', label: card?.label ?? '' },
        plan: plan ? { text: plan.plan, ...doneBy(plan) } : null,
        notes: deeds.flatMap((deed) => {
          if (deed.kind !== 'noted') return [];
          const { form, on, summary } = deed;
          return [{ form, on, summary, ...doneBy(deed) }];
        }),
        suggestions: found
          .filter((s) => s.topicId === topicId)
          .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
          .map((s) => ({ suggestionId: s._id, number: s.number, title: s.title, state: s.state })),
      };
    });
  };

/** Only people act upon topics. */
const doneBy = ({ by: { personId, name, label }, at }: { by: Doer; at: Date }) => ({
  by: { personId: personId as PersonId, name, label },
  at: at.toISOString(),
});

import {
  closeTopic,
  createTopic,
  designateCase,
  endSupervision,
  listTopics,
  noteTopic,
  planTopic,
  recordSupervision,
} from '../../../shared/supervision.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Acts } from '../case/act.actions.ts';
import { supervisionActs } from './supervision.rules.ts';
import {
  makeCloseTopic,
  makeCreateTopic,
  makeDesignated,
  makeListTopics,
  makeNoteTopic,
  makePlanTopic,
  type TopicParts,
} from './topics.actions.ts';

/** Ties the contracts of key supervision to their acts and actions. */
export const supervisionBindings = (
  { bindAct, bindCompleted }: Pick<Acts, 'bindAct' | 'bindCompleted'>,
  topics: TopicParts,
): Binding[] => [
  bindCompleted(designateCase, supervisionActs.designate, makeDesignated(topics.store)),
  bindAct(recordSupervision, supervisionActs.record),
  bindAct(endSupervision, supervisionActs.end),
  bind(createTopic, makeCreateTopic(topics)),
  bind(planTopic, makePlanTopic(topics)),
  bind(noteTopic, makeNoteTopic(topics)),
  bind(closeTopic, makeCloseTopic(topics)),
  bind(listTopics, makeListTopics(topics)),
];

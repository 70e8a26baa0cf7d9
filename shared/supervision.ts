import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy, caseState } from './cases.ts';
import { request } from './contract.ts';
import { civilDate, instant, personId, suggestionId, unitId } from './ids.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';
import { SUPERVISION_FORMS } from './values/supervision.ts';

export type SupervisionForm = (typeof SUPERVISION_FORMS)[number];

export const topicId = z.uuid();
const words = (most: number) => z.string().check(z.trim(), z.minLength(2), z.maxLength(most), ...readable);
/** One act of supervising. */
const supervising = { form: z.enum(SUPERVISION_FORMS), on: civilDate, summary: words(5_000) };

export const designateCase = request({
  name: 'supervision:designate',
  summary:
    'The office puts a case under key supervision, within a topic: the people of its committee and who leads it join the room.',
  pace: 'act',
  input: z.object({ ...actOn, topicId, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

export const recordSupervision = request({
  name: 'supervision:record',
  summary: 'The committee or the office records what it did to supervise, in one of the five forms.',
  pace: 'act',
  input: z.object({
    ...actOn,
    ...supervising,
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'IN_THE_FUTURE'],
});

export const endSupervision = request({
  name: 'supervision:end',
  summary: 'The office ends the key supervision of a case; the committee’s people leave its room.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

const named = z.object({ personId, name: z.string(), label: z.string() });
const unitNamed = z.object({ unitId, name: z.string() });
const done = { by: named, at: instant };

/** 督办专题: what a committee presses for in a year, and the suggestions it bundles. */
export const topic = z.object({
  topicId,
  year: z.int(),
  title: z.string(),
  leadUnits: z.array(unitNamed),
  committee: unitNamed,
  leader: z.nullable(named),
  /** 督办方案: the newest one. */
  plan: z.nullable(z.object({ text: z.string(), ...done })),
  /** What was done to supervise, in the order in which it was noted. */
  notes: z.array(z.object({ ...supervising, ...done })),
  state: z.enum(['open', 'closed']),
  /** Those under it now. */
  suggestions: z.array(z.object({ suggestionId, number: z.string(), title: z.string(), state: caseState })),
  /** Give it back when acting. */
  revision: z.int(),
});
export type TopicView = z.infer<typeof topic>;

const topicOn = {
  topicId,
  /** Of the topic, as the caller saw it; another since then refuses. */
  revision: z.int().check(z.nonnegative()),
  actKey: actOn.actKey,
};
const TOPIC_FAULTS = [
  'NOT_FOUND',
  'NOT_ALLOWED',
  'WRONG_STATE',
  'STALE_REVISION',
  'SEND_KEY_REUSED',
] as const;

export const createTopic = request({
  name: 'topic:create',
  summary: 'The office makes a topic of key supervision: its year, committee, who leads it, and lead units.',
  pace: 'act',
  input: z.object({
    actKey: actOn.actKey,
    year: z.int().check(z.minimum(1954), z.maximum(2200)),
    title: words(200),
    leadUnitIds: z.array(unitId).check(z.maxLength(60)),
    committeeUnitId: unitId,
    /** Somebody of the committee; null: nobody yet. */
    leaderId: z.nullable(personId),
  }),
  output: topic,
  faults: ['NOT_ALLOWED', 'UNKNOWN_UNIT', 'UNKNOWN_PERSON', 'SEND_KEY_REUSED'],
});

export const planTopic = request({
  name: 'topic:plan',
  summary:
    'The committee or the office files how it will supervise; a later plan takes the place of an earlier one.',
  pace: 'act',
  input: z.object({ ...topicOn, plan: words(20_000) }),
  output: topic,
  faults: TOPIC_FAULTS,
});

export const noteTopic = request({
  name: 'topic:note',
  summary:
    'The committee or the office notes what it did to supervise a topic, in one of the five forms; it stands in the history of each of its suggestions.',
  pace: 'act',
  input: z.object({ ...topicOn, ...supervising }),
  output: topic,
  faults: [...TOPIC_FAULTS, 'IN_THE_FUTURE'],
});

export const closeTopic = request({
  name: 'topic:close',
  summary:
    'The office ends a topic: the key supervision of all its suggestions ends, and the committee leaves their rooms.',
  pace: 'act',
  input: z.object({ ...topicOn, why: actWhy }),
  output: topic,
  faults: TOPIC_FAULTS,
});

export const listTopics = request({
  name: 'topic:list',
  summary:
    'Topics of key supervision, the newest year first: all for the office, a committee’s own for its people.',
  input: z.object({ year: z.nullable(z.int()) }),
  output: z.object({ topics: z.array(topic) }),
  faults: ['NOT_ALLOWED'],
});

/** Key supervision. */
export const supervisionRequests = [
  designateCase,
  recordSupervision,
  endSupervision,
  createTopic,
  planTopic,
  noteTopic,
  closeTopic,
  listTopics,
] as const;

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod/mini';

const bytesOf = (name: string) => readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8');
const rowsOf = (name: string): unknown => parse(bytesOf(name), { columns: true, bom: true });

const share = z.record(z.string(), z.union([z.number(), z.string()]));

const params = z.object({
  suggestions: z.object({
    session: z.int(),
    by_deputies: z.int(),
    by_delegations: z.int(),
    delegations_proposing: z.int(),
  }),
  deputies: z.object({ total: z.int(), proposing: z.int(), mean_per_proposer: z.number() }),
  delegations: z.int(),
  units: z.int(),
  multi_unit_share: z.object({ value: z.number() }),
  co_units_per_suggestion: share,
  seconders_per_suggestion: share,
  messages_per_room: z.object({
    median: z.number(),
    mean: z.number(),
    max: z.int(),
    stage_share: z.record(z.string(), z.number()),
    attachment_share: z.number(),
  }),
  no_written_reply_share: z.object({ value: z.number() }),
});

const unit = z.object({ name: z.string(), short_name: z.string(), kind: z.string(), parent: z.string() });
const delegation = z.object({
  no: z.string(),
  name: z.string(),
  short_name: z.string(),
  kind: z.string(),
  electing_unit: z.string(),
  deputies_synthetic: z.string(),
});

const words = z.array(z.string());
const field = z.object({
  name: z.string(),
  category: z.string(),
  units: words,
  kinds: z.optional(words),
  topics: words,
});
const topics = z.object({
  fields: z.array(field),
  frames: words,
  aims: words,
  situations: words,
  problems: words,
  requests: words,
  deputyTitles: words,
  staffTitles: words,
});

const names = z.object({
  surnames: z.string(),
  given: z.string(),
  minority: z.array(
    z.object({
      delegations: words,
      share: z.number(),
      first: z.optional(words),
      last: z.optional(words),
      joint: z.optional(z.string()),
      surnames: z.optional(z.string()),
    }),
  ),
});

export type Names = z.infer<typeof names>;
export type RealUnit = z.infer<typeof unit>;
export type RealDelegation = z.infer<typeof delegation>;
export type Field = z.infer<typeof field>;
export type Topics = z.infer<typeof topics>;
export type Params = z.infer<typeof params>;

/** The real names, words and published figures that a demo congress is made of. */
export const readSources = () => ({
  units: z.array(unit).parse(rowsOf('units.csv')),
  delegations: z.array(delegation).parse(rowsOf('delegations.csv')),
  params: params.parse(JSON.parse(bytesOf('params.json'))),
  topics: topics.parse(JSON.parse(bytesOf('topics.json'))),
  names: names.parse(JSON.parse(bytesOf('names.json'))),
});

/** The numbers of a record of shares, without the note on where they come from. */
export const sharesOf = (record: z.infer<typeof share>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );

/** A node of PostgreSQL's plan, as EXPLAIN (FORMAT JSON) gives it; only what is read here. */
export type PostgresPlan = {
  'Node Type': string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Scan Direction'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PostgresPlan[];
};

/** What running a plan took, in MongoDB's words: documents read are those that the scans of the collection gave or threw away. */
export const executionStats = (plan: PostgresPlan, ms: number) => ({
  executionSuccess: true,
  nReturned: Math.round(plan['Actual Rows'] ?? 0),
  executionTimeMillis: Math.round(ms),
  totalKeysExamined: sumOf(plan, (node) => (/^(Bitmap )?Index/.test(node['Node Type']) ? given(node) : 0)),
  totalDocsExamined: sumOf(plan, (node) => (readsDocuments(node) ? given(node) + thrownAway(node) : 0)),
});

const readsDocuments = (node: PostgresPlan): boolean =>
  /^(Seq|Index|Bitmap Heap) Scan$/.test(node['Node Type']);

const given = (node: PostgresPlan): number =>
  Math.round((node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1));

const thrownAway = (node: PostgresPlan): number =>
  Math.round(
    ((node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
      (node['Actual Loops'] ?? 1),
  );

const sumOf = (plan: PostgresPlan, count: (node: PostgresPlan) => number): number =>
  (plan.Plans ?? []).reduce((sum, one) => sum + sumOf(one, count), count(plan));

/** A stage of MongoDB's plan. */
export type Stage = {
  stage: string;
  indexName?: string;
  direction?: 'forward' | 'backward';
  inputStage?: Stage;
  inputStages?: Stage[];
};

const stages: Readonly<Record<string, string>> = {
  'Seq Scan': 'COLLSCAN',
  'Parallel Seq Scan': 'COLLSCAN',
  'Index Scan': 'IXSCAN',
  'Index Only Scan': 'IXSCAN',
  'Bitmap Index Scan': 'IXSCAN',
  'Bitmap Heap Scan': 'FETCH',
  BitmapOr: 'OR',
  BitmapAnd: 'AND_SORTED',
  Sort: 'SORT',
  'Incremental Sort': 'SORT',
  Limit: 'LIMIT',
  Aggregate: 'GROUP',
};

/** PostgreSQL's plan in MongoDB's words; nodes that MongoDB has no word for are left out. */
export const winningPlan = (plan: PostgresPlan): Stage => {
  const inputs = (plan.Plans ?? []).map(winningPlan);
  const stage = stages[plan['Node Type']];
  if (!stage) return inputs.length === 1 && inputs[0] ? inputs[0] : { stage: 'EOF', ...below(inputs) };
  if (stage === 'IXSCAN') return indexScan(plan);
  if (stage === 'FETCH' && inputs[0]?.stage === 'COLLSCAN') return inputs[0];
  return { stage, ...below(inputs) };
};

/** An index scan of PostgreSQL fetches the document too, and filters it. */
const indexScan = (plan: PostgresPlan): Stage => {
  const indexName = plan['Index Name'] ?? '';
  // By _id_ without an _id: a way to read the whole collection.
  if (indexName === '_id_' && !plan['Index Cond']?.includes('object_id')) return { stage: 'COLLSCAN' };
  const direction = plan['Scan Direction'] === 'Backward' ? 'backward' : 'forward';
  const scan: Stage = { stage: 'IXSCAN', indexName, direction };
  return plan['Node Type'] === 'Index Scan' ? { stage: 'FETCH', inputStage: scan } : scan;
};

const below = (inputs: Stage[]): Pick<Stage, 'inputStage' | 'inputStages'> => {
  if (inputs.length === 0) return {};
  return inputs.length === 1 && inputs[0] ? { inputStage: inputs[0] } : { inputStages: inputs };
};

import { deserialize, serialize, type Document } from 'bson';
import { plans } from '../engine/statements.ts';
import { Refusal } from '../errors.ts';
import { answer, ask, type Handler } from './call.ts';
import { executionStats, winningPlan, type PostgresPlan } from './winning-plan.ts';

type Explained = { Plan: PostgresPlan; 'Execution Time'?: number };

/**
 * Explains find, aggregate, count and distinct: PostgreSQL's plan in MongoDB's words. The verbosity `queryPlanner`
 * runs nothing; any other runs the query and tells what it read.
 */
export const explain: Handler = async (call) => {
  const { db, body } = call.envelope;
  const { explain: explained, verbosity } = deserialize(body, { promoteValues: false }) as {
    explain?: Document;
    verbosity?: string;
  };
  const command = Object.keys(explained ?? {})[0] ?? '';
  if (!isExplained(command)) throw new Refusal(115, `Cannot explain '${command}'`);
  const runs = verbosity !== 'queryPlanner';
  const spec = Buffer.from(serialize(withoutWireFields(explained ?? {})));
  const row = await ask(call, plans[command][runs ? 'executed' : 'planned'], [db, spec]);
  const [{ Plan: plan, 'Execution Time': ms }] = JSON.parse(String(row[0])) as [Explained];
  return answer({
    explainVersion: '1',
    queryPlanner: {
      namespace: `${db}.${String(explained?.[command])}`,
      winningPlan: winningPlan(plan),
      rejectedPlans: [],
    },
    ...(runs ? { executionStats: executionStats(plan, ms ?? 0) } : {}),
    command: explained,
    serverInfo: { version: 'documentdb', postgres: plan },
  });
};

const isExplained = (command: string): command is keyof typeof plans => command in plans;

const withoutWireFields = ({ $db: _db, lsid: _lsid, maxTimeMS: _limit, ...command }: Document): Document =>
  command;

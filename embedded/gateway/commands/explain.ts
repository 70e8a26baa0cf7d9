import { deserialize, serialize, type Document } from 'bson';
import { plans } from '../engine/statements.ts';
import { Refusal } from '../errors.ts';
import { answer, ask, type Handler } from './call.ts';
import { winningPlan, type PostgresPlan } from './winning-plan.ts';

/** Explains find, aggregate, count and distinct: PostgreSQL's plan in MongoDB's words, without running it. */
export const explain: Handler = async (call) => {
  const { db, body } = call.envelope;
  const explained = deserialize(body, { promoteValues: false })['explain'] as Document | undefined;
  const command = Object.keys(explained ?? {})[0] ?? '';
  if (!isExplained(command)) throw new Refusal(115, `Cannot explain '${command}'`);
  const spec = Buffer.from(serialize(withoutWireFields(explained ?? {})));
  const row = await ask(call, plans[command], [db, spec]);
  const [{ Plan: plan }] = JSON.parse(row[0]?.toString() ?? '[{}]') as [{ Plan: PostgresPlan }];
  return answer({
    explainVersion: '1',
    queryPlanner: {
      namespace: `${db}.${String(explained?.[command])}`,
      winningPlan: winningPlan(plan),
      rejectedPlans: [],
    },
    command: explained,
    serverInfo: { version: 'documentdb', postgres: plan },
  });
};

const isExplained = (command: string): command is keyof typeof plans => command in plans;

const withoutWireFields = ({ $db: _db, lsid: _lsid, maxTimeMS: _limit, ...command }: Document): Document =>
  command;

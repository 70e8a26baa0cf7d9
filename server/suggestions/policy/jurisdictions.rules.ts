import {
  jurisdiction,
  type Jurisdiction,
  POLICY_PROFILES,
  type PolicyProfileId,
} from '../../../shared/policies.ts';
import beijing from './profiles/beijing.json' with { type: 'json' };
import chengdu from './profiles/chengdu.json' with { type: 'json' };
import chongqing from './profiles/chongqing.json' with { type: 'json' };
import henan from './profiles/henan.json' with { type: 'json' };
import national from './profiles/national.json' with { type: 'json' };
import qingdao from './profiles/qingdao.json' with { type: 'json' };
import shandong from './profiles/shandong.json' with { type: 'json' };
import shanghai from './profiles/shanghai.json' with { type: 'json' };
import zhejiang from './profiles/zhejiang.json' with { type: 'json' };
import { whyMayNotStand } from './policy.rules.ts';

const DATA: Readonly<Record<PolicyProfileId, unknown>> = {
  ...{ national, beijing, shanghai, zhejiang, shandong, henan, chongqing, qingdao, chengdu },
};

/** Parses a jurisdiction’s data; throws what is wrong with them. */
export function readJurisdiction(id: PolicyProfileId, data: unknown): Jurisdiction {
  const read = jurisdiction.parse(data);
  if (read.id !== id) throw new Error(`the data of ${id} call themselves ${read.id}`);
  const fault = whyMayNotStand(read);
  if (fault) throw new Error(`the data of ${id} contradict themselves: ${JSON.stringify(fault.facts)}`);
  return read;
}

const READ = new Map(POLICY_PROFILES.map((id) => [id, readJurisdiction(id, DATA[id])]));

/** The jurisdictions that the product knows, in the order in which they are offered. */
export const jurisdictions = (): Jurisdiction[] => [...READ.values()];

/** One jurisdiction’s values. */
export const jurisdictionOf = (id: PolicyProfileId): Jurisdiction => READ.get(id) as Jurisdiction;

import { randomUUID } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { Fault } from '../../shared/faults.ts';
import type { CongressId } from '../../shared/ids.ts';
import {
  ASSUMED,
  POLICY_PROFILES,
  policyOverrides,
  type PolicyProfileId,
  type PolicyView,
  TERM_NAMES,
  type TermName,
  VALUE_NAMES,
  type ValueName,
} from '../../shared/policies.ts';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import { provisionIn, spanIn, valueNameIn } from '../policy-words.ts';
import type { Terminal } from '../terminal.ts';

interface OfCongress {
  readonly congress?: string;
}
interface Changing extends OfCongress {
  readonly why: string;
}
interface Overriding extends Changing {
  readonly source: string;
}

type Policies = Connected['suggestions']['policies'];

/** `huying policy list | show | choose | override | restore` */
export function policyCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const policy = program.command('policy').description(terminal.say('policy'));
  listCommand(policy, terminal, end);
  showCommand(policy, terminal, end);
  chooseCommand(policy, terminal, end);
  overrideCommand(policy, terminal, end);
  restoreCommand(policy, terminal, end);
}

type Adding = (policy: Command, terminal: Terminal, end: (exit: Exit) => void) => void;

const listCommand: Adding = (policy, { say, print }, end) => {
  policy
    .command('list')
    .description(say('policyList'))
    .action(async () => {
      const { jurisdictions } = await import('../../server/suggestions/policy/jurisdictions.rules.ts');
      for (const { id, name } of jurisdictions()) print(`${id.padEnd(10)} ${name}`);
      end(EXIT.well);
    });
};

const showCommand: Adding = (policy, terminal, end) => {
  const { say, print } = terminal;
  policy
    .command('show')
    .description(say('policyShow'))
    .option('--congress <name>', say('congress'))
    .action(async ({ congress }: OfCongress) => {
      const versions = await connected(async ({ org, suggestions }) =>
        suggestions.policies.versions((await chosenCongress(org, congress, terminal))._id),
      );
      const now = versions.at(-1);
      if (now) printPolicy(now, terminal);
      print(say('policyVersions'));
      for (const { profile, by, why, at } of versions)
        print(`  ${profile.version}  ${at}  ${profile.name}  ${by?.name ?? say('policyByProduct')}  ${why}`);
      end(EXIT.well);
    });
};

function printPolicy({ profile, overridden }: PolicyView, { say, print, language }: Terminal): void {
  print(say('policyOf', { name: profile.name, version: profile.version }));
  for (const name of VALUE_NAMES) {
    const { text, source } = isTerm(name)
      ? { text: spanIn(language, profile.terms[name]), source: profile.terms[name].source }
      : { text: provisionIn(language, profile[name].value), source: profile[name].source };
    const shown = source === ASSUMED ? say('policyAssumed') : source;
    print(
      `  ${name}  ${valueNameIn(language, name)}: ${text}  (${shown})${overridden.includes(name) ? ' *' : ''}`,
    );
  }
}

const isTerm = (name: ValueName): name is TermName => (TERM_NAMES as readonly string[]).includes(name);

const chooseCommand: Adding = (policy, terminal, end) => {
  const { say } = terminal;
  policy
    .command('choose')
    .description(say('policyChoose'))
    .addArgument(new Argument('<profile>', say('policyProfile')).choices(POLICY_PROFILES))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async (profile: PolicyProfileId, asked: Changing) => {
      await changed(terminal, asked, (policies, change) => policies.choose(change, profile));
      end(EXIT.well);
    });
};

const overrideCommand: Adding = (policy, terminal, end) => {
  const { say } = terminal;
  policy
    .command('override')
    .description(say('policyOverride'))
    .addArgument(new Argument('<name>', say('policyValueName')).choices(VALUE_NAMES))
    .argument('<value>', say('policyValue'))
    .requiredOption('--source <text>', say('policySource'))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async (name: ValueName, value: string, asked: Overriding) => {
      const set = policyOverrides.safeParse({ [name]: read(name, value, asked.source) });
      if (!set.success) throw new Stop(say('badPolicyValue', { name, value }));
      await changed(terminal, asked, (policies, change) =>
        policies.override(change, { set: set.data, drop: [] }),
      );
      end(EXIT.well);
    });
};

const restoreCommand: Adding = (policy, terminal, end) => {
  const { say } = terminal;
  policy
    .command('restore')
    .description(say('policyRestore'))
    .addArgument(new Argument('<name>', say('policyValueName')).choices(VALUE_NAMES))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async (name: ValueName, asked: Changing) => {
      await changed(terminal, asked, (policies, change) =>
        policies.override(change, { set: {}, drop: [name] }),
      );
      end(EXIT.well);
    });
};

/** `20workdays` for a term; anything else is JSON, or else itself. What it may be is the contract’s business. */
function read(name: ValueName, value: string, source: string): unknown {
  if (isTerm(name)) {
    const [, n, unit] = /^(\d+) ?([a-z]+)$/.exec(value) ?? [];
    return { n: Number(n), unit, source };
  }
  try {
    return { value: JSON.parse(value) as unknown, source };
  } catch {
    return { value, source };
  }
}

const COMMAND_LINE = { personId: 'system', name: '', label: '' } as const;

type Change = Parameters<Policies['choose']>[0];

/** Changes the policy as it stands now, and says which version that makes. */
async function changed(
  terminal: Terminal,
  { congress, why }: Changing,
  change: (policies: Policies, asked: Change) => Promise<{ version: number }>,
): Promise<void> {
  const { say, print } = terminal;
  const version = await connected(async ({ org, suggestions: { policies } }) => {
    const { _id: congressId } = await chosenCongress(org, congress, terminal);
    const asked = { congressId, by: COMMAND_LINE, why, ...(await standing(policies, congressId)) };
    const made = await change(policies, asked).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'ALREADY_DONE') throw new Stop(say('policyAlready'));
      throw new Stop(say('policyRefused', { facts: JSON.stringify(error.facts) }));
    });
    return made.version;
  });
  print(say('policyChanged', { version }));
}

const standing = async (policies: Policies, congressId: CongressId) => ({
  version: (await policies.show(congressId)).profile.version,
  actKey: randomUUID(),
});

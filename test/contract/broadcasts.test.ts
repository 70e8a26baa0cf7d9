import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { broadcasts, type KnownBroadcast } from '../../shared/protocol.ts';
import type { TestPerson } from '../support/server.ts';
import { until } from '../support/until.ts';
import { type WireClient, wireClient } from '../support/wire-client.ts';
import { checkedImport } from './refusals/imports.ts';
import { openStage, type Stage } from './refusals/stage.ts';
import { expectNoSurprise } from './refusals/surprises.ts';
import { putFile } from '../support/files.ts';
import { announced, said } from './refusals/wrongs.ts';

type Who = 'lead' | 'second' | 'contact' | 'office' | 'strangerDeputy';

/** What brings a broadcast about, who hears it, and who does not. */
interface Telling {
  readonly cause: (stage: Stage) => Promise<unknown>;
  readonly to: readonly Who[];
  readonly not: readonly Who[];
}

/** The lead deputy and the office have the room open; the others who sit in it do not. */
const OPEN: readonly Who[] = ['lead', 'office'];
const CLOSED: readonly Who[] = ['second', 'contact', 'strangerDeputy'];

/** A broadcast that is missing here does not compile. */
const TELLINGS: Record<Exclude<KnownBroadcast['name'], 'node:drained'>, Telling> = {
  'message:posted': { cause: (stage) => said(stage, stage.theCase.second), to: OPEN, not: CLOSED },
  'room:changed': {
    cause: ({ ask, theCase: { roomId, second } }) =>
      ask(second, 'message:react', { roomId, seq: 1, reaction: 'agree', on: true }),
    to: OPEN,
    not: CLOSED,
  },
  'typing:showed': {
    cause: ({ ask, theCase: { roomId, contact } }) => ask(contact, 'typing:show', { roomId }),
    to: OPEN,
    not: CLOSED,
  },
  'head:moved': {
    cause: (stage) => said(stage, stage.theCase.office),
    to: ['second', 'contact'],
    not: [...OPEN, 'strangerDeputy'],
  },
  'mention:noted': {
    cause: ({ ask, theCase: { roomId, lead, contact } }) =>
      ask(lead, 'message:post', {
        ...{ roomId, text: '请看', sendKey: randomUUID() },
        mentions: [{ kind: 'person', personId: contact.personId }],
      }),
    to: ['contact'],
    not: ['lead', 'second', 'office', 'strangerDeputy'],
  },
  'message:reported': {
    cause: async (stage) => {
      const { roomId, lead, second } = stage.theCase;
      const seq = await said(stage, lead);
      return stage.ask(second, 'message:report', { roomId, seq, why: '不妥' });
    },
    to: ['office'],
    not: ['lead', 'second', 'contact', 'strangerDeputy'],
  },
  'reaction:marked': {
    cause: ({ ask, theCase: { roomId, contact } }) =>
      ask(contact, 'message:react', { roomId, seq: 1, reaction: 'thanks', on: true }),
    to: ['contact'],
    not: ['lead', 'second', 'office', 'strangerDeputy'],
  },
  'read:marked': {
    cause: async (stage) => {
      const { roomId, lead, second } = stage.theCase;
      return stage.ask(second, 'read:mark', { roomId, seq: await said(stage, lead) });
    },
    to: ['second'],
    not: ['lead', 'contact', 'office', 'strangerDeputy'],
  },
  'voice:heard': {
    cause: async ({ server, ask, theCase: { roomId, lead, second } }) => {
      const { seq } = await putFile(server, { roomId, by: lead }, { kind: 'voice' });
      return ask(second, 'voice:hear', { roomId, seq });
    },
    to: ['second'],
    not: ['lead', 'contact', 'office', 'strangerDeputy'],
  },
  'preferences:changed': {
    cause: ({ ask, theCase: { second } }) => ask(second, 'preferences:set', { look: 'elder' }),
    to: ['second'],
    not: ['lead', 'contact', 'office', 'strangerDeputy'],
  },
  'notice:delivered': {
    cause: async (stage) => {
      const { roomId, lead } = stage.theCase;
      await stage.ask(lead, 'announcement:remind', { roomId, seq: await announced(stage) });
    },
    to: ['second', 'contact'],
    not: ['strangerDeputy'],
  },
  'hand-over:progressed': {
    cause: async ({ suggestion, ask, theCase: { office } }) => {
      const { suggestionId } = await suggestion('registered');
      const selection = { kind: 'ids' as const, ids: [suggestionId] };
      return ask(office, 'hand-over:start', { selection, assignedOn: null });
    },
    to: ['office'],
    not: ['lead', 'second', 'contact', 'strangerDeputy'],
  },
  'import:progressed': {
    cause: async (stage) => {
      const { importId } = await checkedImport(stage);
      const order = { importId, aim: 'register' as const, assignedOn: null, count: 1 };
      return stage.ask(stage.theCase.office, 'import:run', order);
    },
    to: ['office'],
    not: ['lead', 'second', 'contact', 'strangerDeputy'],
  },
  'room:revoked': {
    cause: async (stage) => {
      await seated(stage, []);
      await seated(stage, [stage.theCase.second]);
    },
    to: ['second'],
    not: ['lead', 'contact', 'office', 'strangerDeputy'],
  },
  'room:entered': {
    cause: async (stage) => {
      await seated(stage, []);
      await seated(stage, [stage.theCase.second]);
    },
    to: ['second'],
    not: ['lead', 'contact', 'office', 'strangerDeputy'],
  },
};

/** The office makes these the seconding deputies. */
async function seated({ ask, theCase: { suggestionId, office } }: Stage, deputies: readonly TestPerson[]) {
  const { revision } = await ask(office, 'suggestion:show', { suggestionId });
  const secondingIds = deputies.map(({ personId }) => personId);
  return ask(office, 'suggestion:revise', { suggestionId, revision, why: '代表变动', secondingIds });
}

describe('a broadcast', () => {
  let stage: Stage;
  let ears: Record<Who, WireClient>;

  before(async function () {
    this.timeout(180_000);
    stage = await openStage({ worker: true });
    const { lead, second, contact, office, strangerDeputy } = stage.theCase;
    const ear = (person: TestPerson) => wireClient(stage.server.url, person);
    ears = {
      ...{ lead: await ear(lead), second: await ear(second), contact: await ear(contact) },
      ...{ office: await ear(office), strangerDeputy: await ear(strangerDeputy) },
    };
    for (const who of OPEN) await ears[who].socket('room:open', { roomId: stage.theCase.roomId });
  });
  after(async () => {
    for (const ear of Object.values(ears)) ear.close();
    await stage.close();
  });

  const heardBy = (who: Who, name: string) => ears[who].heard.filter(({ event }) => event === name);

  for (const { name, body } of broadcasts)
    if (name !== 'node:drained')
      it(`${name} is heard by those it is for, says what its contract says and no more, and is heard by nobody else`, async () => {
        const { cause, to, not } = TELLINGS[name];
        await stage.server.parts.rooms.flush();
        for (const ear of Object.values(ears)) {
          await ear.socket('session:me', {}); // what was told before has come
          ear.heard.length = 0;
        }
        await cause(stage);
        await stage.server.parts.rooms.flush();
        for (const who of to) await until(`${who} hears it`, () => heardBy(who, name).length > 0);
        for (const who of not) {
          await ears[who].socket('session:me', {});
          expect(heardBy(who, name), who).to.deep.equal([]);
        }
        for (const who of to)
          for (const told of heardBy(who, name)) expect(body.parse(told.body)).to.deep.equal(told.body);
      });

  it('of all kinds was caused without one line of error in the log', () =>
    expectNoSurprise(stage.server, stage.surprises));
});

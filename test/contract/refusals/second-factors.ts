import { challengeFor, codeAt, giveSecondFactor } from '../../support/second-factor.ts';
import type { TestPerson } from '../../support/server.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

const WRONG = 'Not-the-password-1';

/** Somebody new with a second factor: how they sign in, what is kept of it, and a code that was not used yet. */
async function guarded({ server, now }: Stage) {
  const [person] = (await server.addPeople(1)) as [TestPerson];
  const instant = new Date(now);
  const { address } = await giveSecondFactor(server, person, instant);
  const accounts = server.parts.database.connection.collection<{ _id: string }>('accounts');
  const kept = await accounts.findOne({ _id: person.personId });
  const set = (fields: object) => () => accounts.updateOne({ _id: person.personId }, { $set: fields });
  return {
    person,
    code: codeAt(address, instant, 1),
    wrong: codeAt(address, instant, 9),
    off: set({ secondFactor: null }),
    on: set({ secondFactor: (kept as { secondFactor?: object } | null)?.secondFactor }),
  };
}

/** Somebody new who has begun a second factor. */
async function beginner({ server, now }: Stage) {
  const [person] = (await server.addPeople(1)) as [TestPerson];
  const { address } = await server.parts.people.secondFactors.beginWith(person.personId, person.password);
  const accounts = server.parts.database.connection.collection<{ _id: string }>('accounts');
  const kept = await accounts.findOne({ _id: person.personId });
  const set = (fields: object) => () => accounts.updateOne({ _id: person.personId }, { $set: fields });
  return {
    person,
    code: codeAt(address, new Date(now)),
    wrong: codeAt(address, new Date(now), 9),
    forget: set({ enrolling: null }),
    remember: set({ enrolling: (kept as { enrolling?: object } | null)?.enrolling }),
  };
}

/** The second step of signing in, and the person’s own second factor. */
export const SECOND_FACTORS = {
  'session:second-factor': {
    CHALLENGE_ENDED: async (stage) => {
      const { person, code } = await guarded(stage);
      const { challenge } = await challengeFor(stage.server, person);
      return {
        asker: null,
        input: { challenge: `${challenge}x`, code, keep: 'body' },
        facts: {},
        well: { input: { challenge } },
      };
    },
    CODE_REFUSED: async (stage) => {
      const { person, code, wrong } = await guarded(stage);
      const { challenge } = await challengeFor(stage.server, person);
      return {
        asker: null,
        input: { challenge, code: wrong, keep: 'body' },
        facts: {},
        well: { input: { code } },
        counts: ['accounts'],
      };
    },
    NOT_YET: async (stage) => {
      const { person, code, off, on } = await guarded(stage);
      const { challenge } = await challengeFor(stage.server, person);
      await off();
      return {
        asker: null,
        input: { challenge, code, keep: 'body' },
        facts: { missing: 'second-factor' },
        well: { first: on },
      };
    },
  },
  'session:enrol': {
    CHALLENGE_ENDED: async (stage) => {
      const { person, off } = await guarded(stage);
      const { challenge } = await challengeFor(stage.server, person);
      await off();
      return { asker: null, input: { challenge: 'nonsense' }, facts: {}, well: { input: { challenge } } };
    },
    ALREADY_DONE: async (stage) => {
      const { person, off } = await guarded(stage);
      const { challenge } = await challengeFor(stage.server, person);
      return { asker: null, input: { challenge }, facts: {}, well: { first: off } };
    },
  },
  'second-factor:show': {},
  'second-factor:begin': {
    SIGN_IN_REFUSED: async ({ server }) => {
      const [person] = (await server.addPeople(1)) as [TestPerson];
      const { password } = person;
      const counts = ['accounts'];
      return { asker: person, input: { password: WRONG }, facts: {}, well: { input: { password } }, counts };
    },
    ALREADY_DONE: async (stage) => {
      const { person, off, on } = await guarded(stage);
      await off();
      await stage.as(person); // their session is from before
      await on();
      return { asker: person, input: { password: person.password }, facts: {}, well: { first: off } };
    },
  },
  'second-factor:confirm': {
    CODE_REFUSED: async (stage) => {
      const { person, code, wrong } = await beginner(stage);
      return { asker: person, input: { code: wrong }, facts: {}, well: { input: { code } } };
    },
    NOT_YET: async (stage) => {
      const { person, code, forget, remember } = await beginner(stage);
      await forget();
      const facts = { missing: 'second-factor' };
      return { asker: person, input: { code }, facts, well: { first: remember } };
    },
  },
  'second-factor:end': {
    SIGN_IN_REFUSED: async (stage) => {
      const { person, code, off, on } = await guarded(stage);
      await off();
      await stage.as(person);
      await on();
      const { password } = person;
      return {
        asker: person,
        input: { password: WRONG, code },
        facts: {},
        well: { input: { password } },
        counts: ['accounts'],
      };
    },
    CODE_REFUSED: async (stage) => {
      const { person, code, wrong, off, on } = await guarded(stage);
      await off();
      await stage.as(person);
      await on();
      return {
        asker: person,
        input: { password: person.password, code: wrong },
        facts: {},
        well: { input: { code } },
        counts: ['accounts'],
      };
    },
    NOT_YET: async (stage) => {
      const { person, code, off, on } = await guarded(stage);
      await off();
      const facts = { missing: 'second-factor' };
      return { asker: person, input: { password: person.password, code }, facts, well: { first: on } };
    },
  },
} satisfies Partial<Refusals>;

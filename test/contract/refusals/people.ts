import { challengeFor, giveSecondFactor } from '../../support/second-factor.ts';
import type { TestPerson } from '../../support/server.ts';
import { overHttp } from '../../support/wire-client.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

/** Which session an access token is of. */
const sessionOf = (accessToken: string): string => {
  const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(claims) as { sid: string }).sid;
};

/** Puts a phone number on record, as an import does. */
const giveNumber = (
  { parts, congressId }: Stage['server'],
  { login, name }: TestPerson,
  phone: string | null = '13800000000',
) => parts.org.people.upsertMany(congressId, [{ code: login, name, phone }]);

/** Days so far ahead that nobody’s seat moves for them. */
const DAYS = { from: '2031-06-10', until: '2031-06-14' };

/** The leader of the unit says that they will be away. */
const leaderIsAway = ({ ask, theCase: { leader, contact } }: Stage) =>
  ask(leader, 'absence:set', { personId: leader.personId, substituteId: contact.personId, ...DAYS });

/** Sign-in, sessions, accounts, preferences and the address book. */
export const PEOPLE = {
  'session:sign-in': {
    SIGN_IN_REFUSED: ({ theCase: { lead } }) => ({
      asker: null,
      input: { login: lead.login, password: 'Not-the-password-1', keep: 'body', device: 'test' },
      facts: {},
      well: { input: { password: lead.password } },
      counts: ['accounts'],
    }),
    SECOND_FACTOR_NEEDED: async ({ server, now }) => {
      const [person] = (await server.addPeople(1)) as [TestPerson];
      const { login, password } = person;
      await giveSecondFactor(server, person, new Date(now));
      return {
        asker: null,
        input: { login, password, keep: 'body', device: 'test' },
        // At the same moment for the same account it is the same challenge.
        facts: await challengeFor(server, person),
        well: { first: () => server.parts.people.secondFactors.reset(login) },
      };
    },
  },
  'session:refresh': {
    SESSION_ENDED: async ({ server, signIn, theCase: { second } }) => {
      const [ended, live] = [await signIn(second), await signIn(second)];
      await overHttp(server.url, 'session:sign-out', {
        input: { everywhere: false },
        token: ended.accessToken,
      });
      return {
        asker: null,
        input: { refreshToken: ended.refreshToken },
        facts: {},
        well: { input: { refreshToken: live.refreshToken } },
      };
    },
  },
  'session:sign-out': {},
  'session:list': {},
  'session:end': {
    NOT_FOUND: async ({ signIn, theCase: { lead, second } }) => {
      const [theirs, own] = [await signIn(second), await signIn(lead)];
      const sessionId = sessionOf(theirs.accessToken);
      return {
        asker: lead,
        input: { sessionId },
        facts: { sessionId },
        well: { input: { sessionId: sessionOf(own.accessToken) } },
      };
    },
  },
  'session:renew': {},
  'session:me': {},
  'account:activate': {
    ACTIVATION_REFUSED: async ({ newcomer }) => {
      const { login, code } = await newcomer();
      return {
        asker: null,
        input: { login, code: 'AAAA-AAAA-AAAA', password: 'Green-terraces-7' },
        facts: {},
        well: { input: { code } },
        counts: ['accounts'],
      };
    },
    WEAK_PASSWORD: async ({ newcomer }) => ({
      asker: null,
      input: { ...(await newcomer()), password: '12345678' },
      facts: { reason: 'TOO_SHORT' },
      well: { input: { password: 'Green-terraces-7' } },
    }),
  },
  'preferences:show': {},
  'preferences:set': {},
  'push:show': {},
  'push:subscribe': {},
  'push:unsubscribe': {},
  'unit:list': {},
  'delegation:list': {},
  'unit:people': {
    NOT_ALLOWED: ({ theCase: { leadUnit, strangerContact, contact } }) => ({
      asker: strangerContact,
      input: { unitId: leadUnit },
      facts: { unitId: leadUnit },
      well: { asker: contact },
    }),
  },
  'delegation:people': {
    NOT_ALLOWED: async ({ server, theCase: { contact, office } }) => {
      const { org } = server.parts;
      await org.delegations.upsertMany(server.congressId, [
        { no: 9, name: '青海省代表团', shortName: '青海团' },
      ]);
      const [delegation] = await org.delegations.all(server.congressId);
      const delegationId = delegation?._id ?? '';
      return {
        asker: contact,
        input: { delegationId, text: '', cursor: null },
        facts: { delegationId },
        well: { asker: office },
      };
    },
  },
  'person:number': {
    NOT_ALLOWED: async ({ server, theCase: { lead, contact, strangerContact } }) => {
      await giveNumber(server, lead);
      const { personId } = lead;
      return { asker: strangerContact, input: { personId }, facts: { personId }, well: { asker: contact } };
    },
    NOT_FOUND: async ({ server, theCase: { office, contact } }) => {
      await giveNumber(server, office, null);
      const { personId } = office;
      return {
        asker: contact,
        input: { personId },
        facts: { personId },
        well: { first: () => giveNumber(server, office) },
      };
    },
  },
  'absence:list': {
    NOT_ALLOWED: ({ theCase: { lead, contact } }) => ({
      asker: lead,
      input: {},
      facts: {},
      well: { asker: contact },
    }),
  },
  'absence:set': {
    NOT_ALLOWED: ({ theCase: { coContact, contact, leader } }) => ({
      asker: coContact,
      input: { personId: contact.personId, substituteId: leader.personId, ...DAYS },
      facts: {},
      well: { asker: contact },
    }),
    UNKNOWN_PERSON: ({ theCase: { coContact, contact, leader } }) => ({
      asker: contact,
      input: { personId: contact.personId, substituteId: coContact.personId, ...DAYS },
      facts: { personIds: [coContact.personId] },
      well: { input: { substituteId: leader.personId } },
    }),
    TOO_LATE: ({ today, theCase: { contact, leader } }) => ({
      asker: contact,
      input: {
        ...{ personId: contact.personId, substituteId: leader.personId },
        ...{ from: '2021-06-10', until: '2021-06-14' },
      },
      facts: { today },
      well: { input: DAYS },
    }),
  },
  'absence:end': {
    NOT_ALLOWED: async (stage) => {
      await leaderIsAway(stage);
      const { leader, contact } = stage.theCase;
      return {
        asker: contact,
        input: { personId: leader.personId },
        facts: {},
        well: { asker: leader },
      };
    },
    NOT_FOUND: (stage) => {
      const { leader } = stage.theCase;
      return {
        asker: leader,
        input: { personId: leader.personId },
        facts: { personId: leader.personId },
        well: { first: () => leaderIsAway(stage) },
      };
    },
  },
} satisfies Partial<Refusals>;

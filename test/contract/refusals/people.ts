import { overHttp } from '../../support/wire-client.ts';
import type { Refusals } from './trial.ts';

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
} satisfies Partial<Refusals>;

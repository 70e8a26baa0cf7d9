import type { Refusals } from './trial.ts';

/** What is owed, and private notices of it. */
export const NOTICES = {
  'duty:list': {
    NOT_ALLOWED: ({ auditor, theCase: { contact } }) => ({
      asker: auditor,
      input: { cursor: null },
      facts: {},
      well: { asker: contact },
    }),
  },
  'notice:list': {},
  'notice:read': {
    NOT_FOUND: ({ noticeId, theCase: { coContact, contact } }) => ({
      asker: coContact,
      input: { noticeId },
      facts: {},
      well: { asker: contact },
    }),
  },
} satisfies Partial<Refusals>;

import type { Refusals } from './trial.ts';

/** Figures and boards. */
export const FIGURES = {
  'figures:show': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => ({
      asker: contact,
      input: { session: null },
      facts: {},
      well: { asker: office },
    }),
  },
  'figures:progress': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => ({
      asker: contact,
      input: { session: null },
      facts: {},
      well: { asker: office },
    }),
  },
  'figures:overdue': {
    NOT_ALLOWED: ({ theCase: { lead, office } }) => ({
      asker: lead,
      input: {},
      facts: {},
      well: { asker: office },
    }),
  },
  'board:office': {
    NOT_ALLOWED: ({ theCase: { lead, office } }) => ({
      asker: lead,
      input: {},
      facts: {},
      well: { asker: office },
    }),
  },
  'board:unit': {
    NOT_ALLOWED: ({ theCase: { office, coContact } }) => ({
      asker: office,
      input: {},
      facts: {},
      well: { asker: coContact },
    }),
  },
  'board:sections': {
    NOT_ALLOWED: ({ theCase: { office, coContact } }) => ({
      asker: office,
      input: {},
      facts: {},
      well: { asker: coContact },
    }),
  },
  'board:section-cases': {
    NOT_ALLOWED: ({ theCase: { office, coContact } }) => ({
      asker: office,
      input: { column: 'at-work', section: null, cursor: null },
      facts: {},
      well: { asker: coContact },
    }),
  },
  'board:deputy': {
    NOT_ALLOWED: ({ theCase: { leader, strangerDeputy } }) => ({
      asker: leader,
      input: {},
      facts: {},
      well: { asker: strangerDeputy },
    }),
  },
  'contact:coverage': {
    NOT_ALLOWED: ({ theCase: { contact } }) => ({
      asker: contact,
      input: { session: 5, by: 'delegation' },
      facts: {},
      well: { input: { by: 'unit' } },
    }),
  },
} satisfies Partial<Refusals>;

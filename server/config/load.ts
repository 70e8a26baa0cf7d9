import { variable, whole } from './variable.ts';

/** How much one node bears, and how fast one person may go. */
export const load = {
  HUYING_HANDSHAKES_AT_ONCE: variable({
    fallback: '200',
    unit: 'sockets',
    about: 'Handshakes one node works on at once; more are asked to come back in a moment.',
    read: whole(1),
  }),
  HUYING_REQUESTS_AT_ONCE: variable({
    fallback: '5000',
    unit: 'requests',
    about:
      'Requests one node works on at once; more are asked to come back in a moment. Half of it for who is not signed in.',
    read: whole(1),
  }),
  HUYING_SLOW_BYTES: variable({
    fallback: '262144',
    unit: 'bytes',
    about:
      'So much may wait for a socket that reads slowly; above it, it gets head notes only and catches up.',
    read: whole(1_024, 2_097_152),
  }),
  HUYING_CUT_BYTES: variable({
    fallback: '1048576',
    unit: 'bytes',
    about: 'Above so much waiting, a socket is cut off; it catches up when it returns. 2 MB at most.',
    read: whole(1_024, 2_097_152),
  }),
  HUYING_DRAIN_SECONDS: variable({
    fallback: '10',
    unit: 's',
    about:
      'At an orderly stop clients are asked to move to other nodes; who is still here when this is over is closed.',
    read: whole(0),
  }),
  HUYING_POST_PER_SECOND: variable({
    fallback: '5',
    unit: 'messages/s',
    about: 'How fast one person may post, on average over four seconds, on one node.',
    read: whole(1),
  }),
  HUYING_UPLOADS_PER_MINUTE: variable({
    fallback: '20',
    unit: 'files/min',
    about: 'How many files one person may begin to send, on average over a minute, on one node.',
    read: whole(1),
  }),
  HUYING_READS_PER_SECOND: variable({
    fallback: '40',
    unit: 'requests/s',
    about: 'How fast one person may ask for pages, on average over ten seconds, on one node.',
    read: whole(1),
  }),
  HUYING_ACTS_PER_SECOND: variable({
    fallback: '6',
    unit: 'requests/s',
    about:
      'How fast one person may change things (edit, react, pin …), on average over ten seconds, on one node.',
    read: whole(1),
  }),
  HUYING_LOOKS_PER_MINUTE: variable({
    fallback: '30',
    unit: 'numbers/min',
    about: 'How many phone numbers one person may have shown in full, on average over a minute, on one node.',
    read: whole(1),
  }),
  HUYING_KNOCKS_PER_MINUTE: variable({
    fallback: '600',
    unit: 'requests/min',
    about: 'Sign-ins, refreshes and activations from one address; whole offices share one.',
    read: whole(1),
  }),
};

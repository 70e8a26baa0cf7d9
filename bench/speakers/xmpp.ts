import type { Connect } from './speaker.ts';

/** XMPP follows. */
export const connectXmpp: Connect = () => Promise.reject(new Error('not yet'));

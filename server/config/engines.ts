import { oneOf, text, variable } from './variable.ts';

/** Where what is kept is, and how nodes hear of each other. */
export const engines = {
  MONGODB_URL: variable({
    fallback: '',
    unit: 'URL',
    about: 'MongoDB replica set. Empty: brought up by the product itself (not in production).',
    read: text,
  }),
  MONGODB_DATABASE: variable({
    fallback: 'huying',
    unit: 'name',
    about: 'Name of the database.',
    read: text,
  }),
  REDIS_URL: variable({
    fallback: '',
    unit: 'URL or unix:///path',
    about:
      'Redis 7 or later with maxmemory-policy noeviction. Empty: brought up by the product itself (not in production).',
    read: text,
  }),
  REDIS_JOBS_URL: variable({
    fallback: '',
    unit: 'URL or unix:///path',
    about: 'Another Redis for the queues of work, with maxmemory-policy noeviction. Empty: REDIS_URL.',
    read: text,
  }),
  REDIS_PREFIX: variable({
    fallback: 'huying',
    unit: 'word',
    about: 'First word of every key and channel, so that several products share one Redis.',
    read: text,
  }),
  HUYING_ADAPTER: variable({
    fallback: 'sharded',
    unit: 'sharded | memory',
    about:
      'How nodes tell each other what is said. sharded: by Redis. memory: not at all, for exactly one process.',
    read: oneOf('sharded', 'memory'),
  }),
  HUYING_DATA_DIR: variable({
    fallback: '.data',
    unit: 'folder',
    about: 'Where embedded engines keep their data and a demo its secrets.',
    read: text,
  }),
  HUYING_CACHE_DIR: variable({
    fallback: '',
    unit: 'folder',
    about: 'Where unpacked engines are kept. Empty: the user’s cache folder.',
    read: text,
  }),
};

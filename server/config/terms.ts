import { variable, whole } from './variable.ts';

/** For how long something may be done, or counts. */
export const terms = {
  HUYING_EDIT_MINUTES: variable({
    fallback: '10',
    unit: 'min',
    about: 'How long after it was said who wrote a message may put other words in its place.',
    read: whole(0),
  }),
  HUYING_RECALL_MINUTES: variable({
    fallback: '2',
    unit: 'min',
    about: 'How long after it was said who wrote a message may take it back; after that the office does.',
    read: whole(0),
  }),
  HUYING_PRESENCE_DAYS: variable({
    fallback: '3',
    unit: 'days',
    about: 'For how long after somebody was last here they count as recently active.',
    read: whole(1),
  }),
  HUYING_SWEEP_SECONDS: variable({
    fallback: '60',
    unit: 's',
    about: 'How often the worker looks for reminders that are due.',
    read: whole(1),
  }),
};

import * as z from 'zod/mini';
import { request } from './contract.ts';
import { civilDate, personId } from './ids.ts';
import { personCard } from './org.ts';
import { MOST_DAYS_ABSENT } from './values/org.ts';

const DAY_MS = 86_400_000;

/** Days from one to another, the last one counted. */
const spanOf = ({ from, until }: { from: string; until: string }): number =>
  (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;

/** Who is away from when until when, and who stands in (休假代办). */
const absence = z.object({
  substitute: personCard,
  from: civilDate,
  until: civilDate,
});

export const listAbsences = request({
  name: 'absence:list',
  summary: 'The people of the caller’s unit, and who of them is or will be away and who stands in.',
  input: z.object({}),
  output: z.object({
    people: z.array(z.object({ person: personCard, absence: z.nullable(absence) })),
    today: civilDate,
  }),
  faults: ['NOT_ALLOWED'],
});

export const setAbsence = request({
  name: 'absence:set',
  summary:
    'Somebody of a unit is away on these days, and a colleague stands in: they sit in the rooms and hear the reminders of who is away, who loses nothing. For oneself; who leads the unit, for anybody of it. It takes the place of what was said before.',
  pace: 'act',
  input: z
    .object({ personId, substituteId: personId, from: civilDate, until: civilDate })
    .check(z.refine((days) => spanOf(days) >= 1 && spanOf(days) <= MOST_DAYS_ABSENT, 'not so many days')),
  output: z.object({}),
  faults: ['NOT_ALLOWED', 'UNKNOWN_PERSON', 'TOO_LATE'],
});

export const endAbsence = request({
  name: 'absence:end',
  summary: 'Nobody stands in for this person any more, nor will; for oneself or by who leads the unit.',
  pace: 'act',
  input: z.object({ personId }),
  output: z.object({}),
  faults: ['NOT_ALLOWED', 'NOT_FOUND'],
});

export const absenceRequests = [listAbsences, setAbsence, endAbsence] as const;

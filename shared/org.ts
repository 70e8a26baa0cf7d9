import * as z from 'zod/mini';
import { request } from './contract.ts';
import { delegationId, personId, unitId } from './ids.ts';
import { personRole } from './people.ts';

/** 国家 · 省 · 市 · 县 · 乡: the five levels of people's congresses. */
export const CONGRESS_LEVELS = ['national', 'province', 'city', 'county', 'township'] as const;
export const congressLevel = z.enum(CONGRESS_LEVELS);
export type CongressLevel = z.infer<typeof congressLevel>;

export const listUnits = request({
  name: 'unit:list',
  summary: 'The handling units of the congress, by name.',
  input: z.object({}),
  output: z.object({
    units: z.array(z.object({ unitId, name: z.string(), shortName: z.string(), kind: z.string() })),
  }),
});

export const listDelegations = request({
  name: 'delegation:list',
  summary: 'The delegations of the congress, in the official order.',
  input: z.object({}),
  output: z.object({
    delegations: z.array(
      z.object({ delegationId, no: z.int(), name: z.string(), shortName: z.string(), kind: z.string() }),
    ),
  }),
});

/** A person as others may see them: never phone or certificate number. */
export const personCard = z.object({
  personId,
  name: z.string(),
  label: z.string(),
  title: z.string(),
  roles: z.array(personRole),
});
export type PersonCard = z.infer<typeof personCard>;

/** The phone number of somebody as lists have it, `138****0000`; null: none is on record. */
export const maskedNumber = z.nullable(z.string());

/** A person as the address book lists them. */
export const bookEntry = z.extend(personCard, { number: maskedNumber });
export type BookEntry = z.infer<typeof bookEntry>;

export const listUnitPeople = request({
  name: 'unit:people',
  summary: 'The people of one handling unit, their numbers masked.',
  input: z.object({ unitId }),
  output: z.object({ people: z.array(bookEntry) }),
  faults: ['NOT_ALLOWED'],
});

export const listDelegationPeople = request({
  name: 'delegation:people',
  summary:
    'The people of one delegation, their numbers masked, 50 a page: all by name, or those whom a text fits by name, pinyin or initials, the best first.',
  input: z.object({
    delegationId,
    text: z.string().check(z.trim(), z.maxLength(100)), // '': all
    cursor: z.nullable(z.string().check(z.maxLength(20))),
  }),
  output: z.object({
    people: z.array(bookEntry),
    /** Of all pages. */
    total: z.int(),
    cursor: z.nullable(z.string()),
  }),
  faults: ['NOT_ALLOWED'],
});

export const showNumber = request({
  name: 'person:number',
  summary:
    'The phone number, in full, of somebody whom the caller may look up: of the own unit or delegation, or in a room with them. That it was looked at is kept before it is given out.',
  pace: 'look',
  input: z.object({ personId }),
  output: z.object({ number: z.string() }),
  faults: ['NOT_ALLOWED', 'NOT_FOUND'],
});

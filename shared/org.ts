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

export const listUnitPeople = request({
  name: 'unit:people',
  summary: 'The people of one handling unit, for naming the contact persons of a track.',
  input: z.object({ unitId }),
  output: z.object({ people: z.array(personCard) }),
  faults: ['NOT_ALLOWED'],
});

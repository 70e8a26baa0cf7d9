import * as z from 'zod/mini';
import { ACT_FAULTS, actOn } from './cases.ts';
import { request } from './contract.ts';
import { contactId } from './ids.ts';
import { suggestion } from './suggestions.ts';

export const confirmContact = request({
  name: 'contact:confirm',
  summary: 'A deputy who was there confirms that a unit spoke with them as it recorded.',
  pace: 'act',
  input: z.object({ ...actOn, contactId }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

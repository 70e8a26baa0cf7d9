import type { ActInput, CaseAct } from '../../../../client-sdk/index.ts';
import { assigningForms } from './assigning.ts';
import { closingForms } from './closing.ts';
import type { Desk } from './desk.ts';
import type { Fields } from './field.tsx';
import { handlingForms } from './handling.ts';
import { proposingForms } from './proposing.ts';
import { publicForms } from './public.ts';

/** The fields of an act’s form. */
export type FormOf<A extends CaseAct> = (desk: Desk) => Fields<ActInput<A>>;
/** The forms of some acts. */
export type FormsOf<A extends CaseAct> = { readonly [K in A]: FormOf<K> };

/** Those of a list of contracts that are acts on a case. */
export type NamesOf<L extends readonly { readonly name: string }[]> = Extract<CaseAct, L[number]['name']>;

/** Every act that a person may do has its form; one that is missing does not compile. */
export const FORMS: FormsOf<CaseAct> = {
  ...proposingForms,
  ...assigningForms,
  ...handlingForms,
  ...closingForms,
  ...publicForms,
};

const isAct = (name: string): name is CaseAct => name in FORMS;

/** Of the names that the server gives, those that these pages know, in the order of the forms. */
export const knownActs = (mayDo: readonly string[]): CaseAct[] =>
  Object.keys(FORMS)
    .filter(isAct)
    .filter((name) => mayDo.includes(name));

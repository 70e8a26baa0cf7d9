import type { ActInput, CaseAct } from '../../../../client-sdk/index.ts';
import { assigningRequests } from '../../../../shared/assigning.ts';
import { commitmentRequests } from '../../../../shared/commitments.ts';
import { confirmContact } from '../../../../shared/contacts.ts';
import { feedbackRequests } from '../../../../shared/feedback.ts';
import { handlingRequests } from '../../../../shared/handling.ts';
import { proposalRequests } from '../../../../shared/proposals.ts';
import { publicationRequests } from '../../../../shared/publication.ts';
import { supervisionRequests } from '../../../../shared/supervision.ts';
import { correctCase } from '../../../../shared/timeline.ts';
import { assigningForms } from './assigning.ts';
import { closingForms } from './closing.ts';
import type { Desk } from './desk.ts';
import type { Fields } from './field.tsx';
import { handlingForms } from './handling.ts';
import { proposingForms } from './proposing.ts';
import { publicForms } from './public.ts';

/** What somebody may do to a case, by the name of its contract. */
export type ActName = CaseAct['name'];
/** The fields of an act’s form. */
export type FormOf<N extends ActName> = (desk: Desk) => Fields<ActInput<Extract<CaseAct, { name: N }>>>;
/** The forms of some acts. */
export type FormsOf<N extends ActName> = { readonly [K in N]: FormOf<K> };

/** Those of a list of contracts that are acts on a case. */
export type NamesOf<L extends readonly { readonly name: string }[]> = Extract<ActName, L[number]['name']>;

/** Every act that a person may do has its form; one that is missing does not compile. */
export const FORMS: FormsOf<ActName> = {
  ...proposingForms,
  ...assigningForms,
  ...handlingForms,
  ...closingForms,
  ...publicForms,
};

const CONTRACTS: readonly { readonly name: string }[] = [
  ...proposalRequests,
  ...assigningRequests,
  ...handlingRequests,
  ...feedbackRequests,
  ...commitmentRequests,
  ...publicationRequests,
  ...supervisionRequests,
  correctCase,
  confirmContact,
];

const isAct = (name: string): name is ActName => name in FORMS;

/** Of the names that the server gives, those that these pages know, in the order of the forms. */
export const knownActs = (mayDo: readonly string[]): ActName[] =>
  Object.keys(FORMS)
    .filter(isAct)
    .filter((name) => mayDo.includes(name));

/** The contract of an act. */
export function contractOf(name: ActName): CaseAct {
  const found = CONTRACTS.find((one) => one.name === name);
  if (!found) throw new Error(`no contract ${name}`);
  return found as CaseAct;
}

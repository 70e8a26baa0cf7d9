import { Fault } from '../../../shared/faults.ts';
import { listWordings, resetWording, setWording } from '../../../shared/wordings.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import type { Wordings } from './wordings.actions.ts';

/** The role table, as far as words are concerned. */
export type MayChangeWords = (roles: Caller['roles'], act: 'wording:change') => boolean;

interface Parts {
  readonly wordings: Wordings;
  readonly may: MayChangeWords;
}

/** Ties the contracts of words to their actions; only the office reads and changes them. */
export function wordingBindings({ wordings, may }: Parts): Binding[] {
  const authorOf = ({ personId, name, label, roles }: Caller) => {
    if (!may(roles, 'wording:change')) throw new Fault('NOT_ALLOWED');
    return { personId, name, label };
  };
  return [
    bind(listWordings, async ({ rule }, caller) => {
      authorOf(caller);
      return wordings.list(caller.congressId, rule);
    }),
    bind(setWording, async (input, caller) => wordings.change(caller.congressId, authorOf(caller), input)),
    bind(resetWording, async (input, caller) =>
      wordings.change(caller.congressId, authorOf(caller), { ...input, words: null }),
    ),
  ];
}

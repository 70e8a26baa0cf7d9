import { Fault } from '../../../shared/faults.ts';
import { listFileTypesChanges, setFileTypes, showFileTypes } from '../../../shared/file-types.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import type { FileTypes } from './file-types.actions.ts';

/** The role table, as far as contents are concerned. */
export type MayChangeFileTypes = (roles: Caller['roles'], act: 'file-types:change') => boolean;

interface Parts {
  readonly types: FileTypes;
  readonly may: MayChangeFileTypes;
}

/** Ties the contracts of what is taken to their actions: everybody sees it, the office and administrators change it. */
export function fileTypesBindings({ types, may }: Parts): Binding[] {
  const authorOf = ({ personId, name, label, roles }: Caller) => {
    if (!may(roles, 'file-types:change')) throw new Fault('NOT_ALLOWED');
    return { personId, name, label };
  };
  return [
    bind(showFileTypes, (_, caller) => types.show(caller.congressId)),
    bind(listFileTypesChanges, async (_, caller) => {
      authorOf(caller);
      return { changes: await types.changes(caller.congressId) };
    }),
    bind(setFileTypes, async (input, caller) => types.change(caller.congressId, authorOf(caller), input)),
  ];
}

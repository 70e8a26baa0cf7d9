import { showHandOver, startHandOver } from '../../shared/hand-over.ts';
import {
  listContacts,
  listSuggestions,
  nameContacts,
  recordContact,
  reviseSuggestion,
  showSuggestion,
} from '../../shared/suggestions.ts';
import { bind, type Binding, type Handler } from '../wire/bind.ts';

interface Actions {
  show: Handler<typeof showSuggestion>;
  list: Handler<typeof listSuggestions>;
  revise: Handler<typeof reviseSuggestion>;
  nameContacts: Handler<typeof nameContacts>;
  recordContact: Handler<typeof recordContact>;
  listContacts: Handler<typeof listContacts>;
  handOver: { start: Handler<typeof startHandOver>; show: Handler<typeof showHandOver> };
}

/** Ties the contracts of suggestions, contacts and hand-overs to their actions. */
export const suggestionBindings = (actions: Actions): Binding[] => [
  bind(showSuggestion, actions.show),
  bind(listSuggestions, actions.list),
  bind(reviseSuggestion, actions.revise),
  bind(nameContacts, actions.nameContacts),
  bind(recordContact, actions.recordContact),
  bind(listContacts, actions.listContacts),
  bind(startHandOver, actions.handOver.start),
  bind(showHandOver, actions.handOver.show),
];

import { choosePolicy, overridePolicy, showPolicy } from '../../../shared/policies.ts';
import { bind, type Binding, type Handler } from '../../wire/bind.ts';

interface Actions {
  show: Handler<typeof showPolicy>;
  choose: Handler<typeof choosePolicy>;
  override: Handler<typeof overridePolicy>;
}

/** Ties the contracts of policies to their actions. */
export const policyBindings = ({ show, choose, override }: Actions): Binding[] => [
  bind(showPolicy, show),
  bind(choosePolicy, choose),
  bind(overridePolicy, override),
];

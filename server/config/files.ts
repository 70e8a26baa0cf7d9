import { oneOf, variable, whole } from './variable.ts';

/** Files: how they are got. */
export const files = {
  HUYING_ADDRESS_MINUTES: variable({
    fallback: '10',
    unit: 'min',
    about: 'How long the address of a file is good, at most; half of it at least.',
    read: whole(2),
  }),
  HUYING_UNSCANNED: variable({
    fallback: 'open',
    unit: 'open | closed',
    about: 'Whether files that no scanner has looked at may be opened. They say 未扫描 in any case.',
    read: oneOf('open', 'closed'),
  }),
};

import { proveRefusals } from './proving.ts';
import { PARTS } from './table.ts';

proveRefusals('cases', PARTS.cases);

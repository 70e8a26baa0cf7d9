import { proveRefusals } from './proving.ts';
import { PARTS } from './table.ts';

proveRefusals('handling', PARTS.handling);

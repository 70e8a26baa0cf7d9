import { proveRefusals } from './proving.ts';
import { PARTS } from './table.ts';

proveRefusals('feedback, promises and publication', PARTS.closing);

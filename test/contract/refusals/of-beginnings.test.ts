import { proveRefusals } from './proving.ts';
import { PARTS } from './table.ts';

proveRefusals('proposing and assigning', PARTS.beginnings);

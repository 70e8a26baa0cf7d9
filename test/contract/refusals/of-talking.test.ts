import { proveRefusals } from './proving.ts';
import { PARTS } from './table.ts';

proveRefusals('people, rooms and what is said', PARTS.talking);

export { demoAccounts } from './accounts.ts';
export type { DemoCongress } from './congress.ts';
export { generateDemo } from './generate.ts';
export { loadDemo } from './load.ts';
export { SCALES, type Scale } from './scales.ts';

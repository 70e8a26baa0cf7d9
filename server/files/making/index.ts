export { makeJudge } from './judge.ts';
export { TAKEN_BY_DEFAULT } from './kinds.rules.ts';
export { makeMake } from './make.ts';
export { makeMaking } from './making.ts';
export { findPrograms } from './programs.ts';
export { makeScan } from './scan.ts';
export { makeTranscribe } from './transcribe.ts';

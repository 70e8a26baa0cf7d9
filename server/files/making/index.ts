export { findPrograms } from './programs.ts';
export { makeJudge } from './judge.ts';
export { makeMake } from './make.ts';
export { makeMaking } from './making.ts';
export { makeScan } from './scan.ts';
export { makeTranscribe } from './transcribe.ts';

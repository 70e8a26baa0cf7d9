export { connect } from './connect.ts';
export { Fault, FAULTS, type FaultCode } from '../shared/faults.ts';
export type { WireFault } from '../shared/contract.ts';
export type * from './huying.ts';
export type { Clock, Parts, Timers } from './parts.ts';
export { memoryStorage, type Storage } from './storage.ts';

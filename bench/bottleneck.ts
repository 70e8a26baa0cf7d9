/** How busy the two sides were while something was measured; 1 is one processor core. */
export interface Busy {
  /** Share of the time that the load generator's event loop was at work. */
  loadLoop: number;
  /** Cores that the load generator used. */
  loadCpu: number;
  /** Cores that the busiest process of the server side used. */
  serverCpu: number;
  /** Cores that all processes of the server side used. */
  allServersCpu: number;
  /** Cores of the machine that the load generator leaves to the server side. */
  coresForServers: number;
}

const FULL = 0.9; // of a core: more is not to be had beside garbage collection and the kernel's share
const IDLE = 0.85;

/** Why a figure says more of the load generator than of the server, or null. A measurement that gets a reason is not reported. */
export function whyLoadLimited(busy: Busy): string | null {
  const { loadLoop, loadCpu, serverCpu, allServersCpu, coresForServers } = busy;
  const loadWasFull = loadLoop >= FULL || loadCpu >= FULL;
  const serverHadTime = serverCpu < IDLE && allServersCpu < IDLE * coresForServers;
  if (!loadWasFull || !serverHadTime) return null;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return `the load generator was full (event loop ${percent(loadLoop)}, processor ${percent(loadCpu)}) while the server's busiest process used ${percent(serverCpu)} of a core`;
}

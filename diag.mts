import mongoose from 'mongoose';
import { mkdtempSync } from 'node:fs';
const orig = mongoose.createConnection.bind(mongoose);
import { execSync } from 'node:child_process';
import pg from 'pg';
const flying = new Map<number, any>(); let told = false;
setInterval(async () => { for (const [id, [at, cmd, ...r]] of flying) if (!told && performance.now() - at > 5000) { told = true; console.log('HANG', id, cmd, r);
 const line = execSync("ss -xl | grep 5432 || true").toString(); console.log(line);
 for (const path of line.split(/\s+/).filter((w) => w.includes('PGSQL.5432'))) { try { const c = new pg.Client({ host: path.replace(/\/\.s\.PGSQL.*/, ''), port: 5432, user: 'postgres', database: 'postgres' }); await c.connect(); const q = await c.query("select pid,state,wait_event_type,wait_event,now()-query_start as since,left(query,80) q, application_name from pg_stat_activity where backend_type='client backend'"); console.log(path); console.table(q.rows.map((r: any) => ({...r, since: JSON.stringify(r.since)}))); await c.end(); } catch (e) { console.log(path, String(e)); } }
 console.log(execSync('ss -tnp | grep -v "0      0 " || true').toString()); } }, 1000).unref();
export const stats = new Map<string, {n:number, ms:number, max:number}>();
(mongoose as any).createConnection = (url: string, o: any) => {
  const c = orig(url, { ...o, monitorCommands: true });
  const client = c.getClient();
  const names = new Map<number, string>();
  client.on('commandStarted', (e: any) => {
    const cmd = e.command; const coll = cmd[e.commandName];
    const f = cmd.filter ?? cmd.updates?.[0]?.q ?? cmd.pipeline?.[0]?.$match ?? {};
    flying.set(e.requestId, [performance.now(), JSON.stringify(cmd).slice(0,300), e.address, e.connectionId]);
    names.set(e.requestId, `${e.commandName} ${coll} ${Object.keys(f).join(',')}`);
  });
  const end = (e: any) => { flying.delete(e.requestId);
    const k = names.get(e.requestId) ?? e.commandName; names.delete(e.requestId);
    const s = stats.get(k) ?? { n: 0, ms: 0, max: 0 };
    s.n++; s.ms += e.duration; s.max = Math.max(s.max, e.duration); stats.set(k, s);
  };
  client.on('commandSucceeded', end); client.on('commandFailed', end);
  return c;
};
const { rehearse } = await import('./rehearsal/rehearse.ts');
const { bringUpEngines } = await import('./embedded/index.ts');
const dataDir = mkdtempSync('/tmp/diag-');
const engines = await bringUpEngines({ dataDir, need: { mongodb: true, redis: true }, say: console.error });
const t0 = performance.now();
const until = Number(process.argv[2] ?? 60) * 1000;
const scale = (process.argv[3] ?? 'small') as any;
const show = async (w?: any) => {
  const rows = [...stats].sort((a, b) => b[1].ms - a[1].ms).slice(0, 45);
  console.log(JSON.stringify(w), ((performance.now()-t0)/1000).toFixed(1), 's; statements', [...stats.values()].reduce((n, s) => n + s.n, 0), 'cpu', process.cpuUsage().user/1e6);
  for (const [k, s] of rows) console.log(String(s.n).padStart(7), s.ms.toFixed(0).padStart(8), (s.ms/s.n).toFixed(2).padStart(8), s.max.toFixed(0).padStart(6), k);
  await engines.stop(); process.exit(0);
};
let last = performance.now();
await rehearse({ scale, profile: 'national' as any, seed: 1, outage: null }, engines as any, {
  onDay: (w) => { const t = performance.now(); if (t - last > 1500) console.log('slow day', w.day, ((t-last)/1000).toFixed(1), w.acts, w.jobs); last = t; if (t - t0 > until) void show(w); },
  look: async () => { await show('end'); return 0; },
} as any).catch(console.error);

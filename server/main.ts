import { join } from 'node:path';
import { type DemoLogin, prepareDemo } from '../demo/first-start.ts';
import { bringUpEngines, EnginesUnavailable } from '../embedded/index.ts';
import { buildParts, type Parts } from './app.ts';
import { BadConfig, type Config, readConfig } from './config.ts';
import { UnfitEngine } from './ops/check-engines.ts';
import { secretsOf } from './secrets.ts';
import { type Running, startWeb } from './start-web.ts';
import { startWorker } from './start-worker.ts';

/** The project's folder, from server/ in a checkout and from dist/server/ in an image. */
const HERE = import.meta.dirname;
const ROOT = HERE.includes(join('dist', 'server')) ? join(HERE, '../..') : join(HERE, '..');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** config → engines → parts → worker and doors → orderly stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const engines = await bringUpEngines({
    dataDir: config.HUYING_DATA_DIR,
    need: { mongodb: config.MONGODB_URL === '', redis: config.REDIS_URL === '' },
    say,
    ...(config.HUYING_CACHE_DIR === '' ? {} : { cacheDir: config.HUYING_CACHE_DIR }),
  });
  try {
    const parts = await buildParts({
      config,
      mongodbUrl: config.MONGODB_URL || engines.mongodbNearUrl,
      redisUrl: config.REDIS_URL || engines.redisUrl,
      secrets: secretsOf(config),
    });
    process.on('unhandledRejection', (error) => parts.onSurprise(error, 'unhandled rejection'));
    const logins =
      config.NODE_ENV === 'production' ? [] : await prepareDemo(parts, config.HUYING_DATA_DIR, say);
    if (config.HUYING_ROLES.worker) await startWorker(parts);
    const web = config.HUYING_ROLES.web ? await startWeb(parts, join(ROOT, 'web/dist')) : null;
    announce(config, web, logins);
    await stopSignal();
    await stop(parts, web);
  } finally {
    await engines.stop();
  }
}

function announce(config: Config, web: Running | null, logins: readonly DemoLogin[]): void {
  if (web === null) return say('呼应 worker is running. Ctrl+C stops it.');
  say(`\n呼应 Huying  ${web.url}\n`);
  if (logins.length > 0) {
    say('演示账号（口令随机生成，保存在数据目录中） Demo accounts:');
    for (const { login, password, name, of, role, number } of logins)
      say(
        `  ${login.padEnd(12)} ${password}   ${name} ${of} ${ROLE_WORDS[role]}${number ? ` · 第${number}号建议` : ''}`,
      );
    say('\n请用两个浏览器（或一个隐私窗口）分别以 daibiao 和 danwei 登录，打开同一个群互相发言。');
  }
  say(`数据目录 data: ${config.HUYING_DATA_DIR}   Ctrl+C 停止 stops it.\n`);
}

const ROLE_WORDS: Record<DemoLogin['role'], string> = {
  deputy: '代表',
  'unit-contact': '承办单位联系人',
  'unit-leader': '承办单位负责人',
  'service-staff': '服务人员',
  office: '代表工作机构',
  coordinator: '分办协调',
  committee: '专委会',
  'delegation-head': '代表团团长',
  statistics: '统计',
  administrator: '系统管理员',
  auditor: '审计管理员',
};

/** Resolves at the first request to stop; a second one does not wait. */
const stopSignal = () =>
  new Promise<void>((resolve) => {
    const asked = () => {
      resolve();
      process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
    };
    process.once('SIGINT', asked).once('SIGTERM', asked);
  });

async function stop(parts: Parts, web: Running | null): Promise<void> {
  say('正在停止 stopping …');
  await web?.stop();
  await parts.close();
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const expected =
    error instanceof BadConfig || error instanceof UnfitEngine || error instanceof EnginesUnavailable;
  process.stderr.write(
    `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}

import type { Redis } from '../store/redis.ts';

/** How nodes hear each other. At most once: what is published while a line is broken is lost. */
export interface Relay {
  /** Resolves when all that is published from now on is heard, or when that will take until Redis is back. */
  hear(channel: string, listener: (text: string) => void): Promise<void>;
  unhear(channel: string): Promise<void>;
  publish(channel: string, text: string): Promise<unknown>;
  /** How many nodes hear it. */
  hearers(channel: string): Promise<number>;
  close(): Promise<void>;
}

const nothing = () => Promise.resolve();

/** For exactly one process: nothing is published and nobody is heard. */
export const noRelay: Relay = {
  hear: nothing,
  unhear: nothing,
  publish: nothing,
  hearers: () => Promise.resolve(1),
  close: nothing,
};

type Listener = (text: string) => void;

/** How long somebody waits to be subscribed; a subscription that comes later costs them what was told meanwhile. */
const PATIENCE_MS = 1_000;
const AGAIN_MS = 1_000;

/**
 * Sharded pub/sub of Redis 7: a node hears only the channels it asked for, and asks again after a broken line. It publishes
 * on one line and hears on another.
 */
export function redisRelay(redis: Redis, subscriber: Redis, onLine: (error: unknown) => void): Relay {
  const wanted = new Map<string, Listener>();

  async function ask(channel: string, listener: Listener): Promise<void> {
    try {
      await subscriber.sSubscribe(channel, listener);
    } catch (error) {
      onLine(error);
      const again = () => (wanted.get(channel) === listener ? ask(channel, listener) : undefined);
      setTimeout(() => void again(), AGAIN_MS).unref();
    }
  }

  return {
    hear(channel, listener) {
      wanted.set(channel, listener);
      const asked = ask(channel, listener);
      return subscriber.isReady ? Promise.race([asked, patience()]) : nothing();
    },
    async unhear(channel) {
      const listener = wanted.get(channel);
      wanted.delete(channel);
      // By its listener: only so does the client keep a subscription that is asked for anew meanwhile.
      if (listener) await subscriber.sUnsubscribe(channel, listener).catch(onLine);
    },
    publish: (channel, text) => redis.sPublish(channel, text),
    hearers: async (channel) => (await redis.pubSubShardNumSub([channel]))[channel] ?? 0,
    async close() {
      wanted.clear();
      await subscriber.close(); // lets the last unsubscriptions go out
    },
  };
}

const patience = () => new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());

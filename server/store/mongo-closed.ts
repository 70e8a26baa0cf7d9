import { createRequire } from 'node:module';

/** What is meant here of the driver's connection, which is no part of its public interface. */
interface DriverConnection {
  readonly socket: { emit(event: 'drain'): boolean };
  cleanup: (this: DriverConnection, error: Error) => void;
}

const require = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const { Connection } = require('mongodb/lib/cmap/connection.js') as {
  Connection: { prototype: DriverConnection };
};

/**
 * Lets the driver notice that a connection was closed while it waits to write. A socket whose other end is gone, but
 * that is not yet reported closed, takes no bytes and raises no error; driver 7.8 then waits for `drain` for ever: the
 * statement never ends, and its place in the pool is lost. After `drain` it looks at the connection and fails as it should.
 */
export function endWritesOfClosed(): void {
  const { prototype } = Connection;
  const { cleanup } = prototype;
  prototype.cleanup = function (error) {
    cleanup.call(this, error);
    this.socket.emit('drain');
  };
}

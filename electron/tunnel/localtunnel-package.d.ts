/** The part of the package that `localtunnel.ts` uses; the package has no types. */
declare module 'localtunnel/lib/Tunnel.js' {
  import type { EventEmitter } from 'node:events';

  interface ConnectionInfo {
    name: string;
    url: string;
    max_conn: number;
    remote_host: string;
    remote_port: number;
    local_port: number;
  }

  export default class Tunnel extends EventEmitter<{ url: [string]; error: [Error]; request: [unknown]; close: [] }> {
    constructor(options: { host: string; port: number });
    /** Only there once `open` was called. */
    tunnelCluster: EventEmitter<{ dead: [] }> & { open(): void };
    _init(done: (error: Error | null, info: ConnectionInfo) => void): void;
    open(done: (error?: Error | null) => void): void;
    close(): void;
  }
}
